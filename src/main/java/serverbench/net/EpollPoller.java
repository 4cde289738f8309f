package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * epoll(7): the kernel keeps the set of watched descriptors and returns only those that are ready,
 * so that a turn costs as much as there is to do, however many descriptors are watched.
 */
public final class EpollPoller implements Poller {

  /** When the kernel reports a descriptor (epoll(7), "Level-triggered and edge-triggered"). */
  public enum Trigger {
    /** As long as it is ready. */
    LEVEL(0),
    /** Once each time it becomes ready: whoever is told must go on until EAGAIN. */
    EDGE(1 << 31);

    private final int flag;

    Trigger(int flag) {
      this.flag = flag;
    }
  }

  private static final int EPOLLIN = 0x1;
  private static final int EPOLLOUT = 0x4;
  private static final int EPOLLERR = 0x8;
  private static final int EPOLLHUP = 0x10;
  private static final int EPOLLEXCLUSIVE = 1 << 28;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLL_CTL_MOD = 3;
  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int NONE = -1;
  private static final int MOST_EVENTS = 1024;
  private static final int EVENT_MOST_BYTES = 16;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private static final MethodHandle EPOLL_CREATE1 =
      NativeCall.withErrno("epoll_create1", FunctionDescriptor.of(INT, INT));
  private static final MethodHandle EPOLL_CTL =
      NativeCall.withErrno("epoll_ctl", FunctionDescriptor.of(INT, INT, INT, INT, LONG));
  private static final MethodHandle EPOLL_WAIT =
      NativeCall.withErrno("epoll_wait", FunctionDescriptor.of(INT, INT, LONG, INT, INT));

  /** Of each thread, since several may change what is watched at the same time. */
  private static final ThreadLocal<MemorySegment> CHANGE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(EVENT_MOST_BYTES, 8));

  private static final int EVENT_BYTES = Platform.CURRENT.epollEventBytes;
  private static final int DATA_OFFSET = Platform.CURRENT.epollDataOffset;

  private final int epoll;
  private final int trigger;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment ready = arena.allocate((long) EVENT_BYTES * MOST_EVENTS, 8);
  private final WakeupFd wakeup;
  private int shared = NONE;

  public EpollPoller(Trigger trigger) throws IOException {
    this.trigger = trigger.flag;
    epoll = Errno.check("epoll_create1", create());
    WakeupFd opened = null;
    try {
      opened = WakeupFd.open();
      control(EPOLL_CTL_ADD, opened.fd(), EPOLLIN);
    } catch (IOException e) {
      if (opened != null) {
        opened.close();
      }
      Sockets.close(epoll);
      arena.close();
      throw e;
    }
    wakeup = opened;
  }

  @Override
  public void add(int fd, int interest) throws IOException {
    int exclusive = fd == shared ? EPOLLEXCLUSIVE : 0;
    control(EPOLL_CTL_ADD, fd, toEpoll(interest) | trigger(interest) | exclusive);
  }

  @Override
  public void modify(int fd, int interest) throws IOException {
    if (fd == shared) {
      modifyShared(interest);
    } else {
      control(EPOLL_CTL_MOD, fd, toEpoll(interest) | trigger(interest));
    }
  }

  @Override
  public void remove(int fd) {
    // close(2) takes it out of the set, since none of our descriptors is duplicated (epoll(7), Q6).
  }

  /**
   * Says that other pollers watch this listening socket as well: when it is added, a connection
   * will wake one or more of their threads, not all (EPOLLEXCLUSIVE). Before {@link #add}.
   */
  public void share(int fd) {
    shared = fd;
  }

  @Override
  public int await(long timeoutNanos) throws IOException {
    int count = waitForEvents(toMillis(timeoutNanos));
    if (count < 0) {
      if (count == -Errno.EINTR) {
        return 0;
      }
      throw Errno.failure("epoll_wait", count);
    }
    return withoutWakeup(count);
  }

  @Override
  public int readyFd(int index) {
    return ready.get(ValueLayout.JAVA_INT_UNALIGNED, (long) index * EVENT_BYTES + DATA_OFFSET);
  }

  @Override
  public int readyEvents(int index) {
    int events = ready.get(ValueLayout.JAVA_INT_UNALIGNED, (long) index * EVENT_BYTES);
    if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
      return READ | WRITE;
    }
    return ((events & EPOLLIN) != 0 ? READ : 0) | ((events & EPOLLOUT) != 0 ? WRITE : 0);
  }

  @Override
  public void wakeup() {
    wakeup.signal();
  }

  @Override
  public void close() {
    wakeup.close();
    Sockets.close(epoll);
    arena.close();
  }

  /** Takes the wake-up out of the ready list by moving the last event into its place. */
  private int withoutWakeup(int count) {
    for (int i = 0; i < count; i++) {
      if (readyFd(i) == wakeup.fd()) {
        wakeup.reset();
        int last = count - 1;
        MemorySegment.copy(
            ready, (long) last * EVENT_BYTES, ready, (long) i * EVENT_BYTES, EVENT_BYTES);
        return last;
      }
    }
    return count;
  }

  private void control(int operation, int fd, int events) throws IOException {
    MemorySegment change = CHANGE.get();
    change.set(ValueLayout.JAVA_INT_UNALIGNED, 0, events);
    change.set(ValueLayout.JAVA_INT_UNALIGNED, DATA_OFFSET, fd);
    MemorySegment state = NativeCall.state();
    int result;
    try {
      result =
          NativeCall.result(
              (int) EPOLL_CTL.invokeExact(state, epoll, operation, fd, change.address()), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    Errno.check("epoll_ctl", result);
  }

  private int waitForEvents(int timeoutMillis) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (int) EPOLL_WAIT.invokeExact(state, epoll, ready.address(), MOST_EVENTS, timeoutMillis),
          state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int create() {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result((int) EPOLL_CREATE1.invokeExact(state, EPOLL_CLOEXEC), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /** The kernel refuses to modify what was added with EPOLLEXCLUSIVE. */
  private void modifyShared(int interest) throws IOException {
    if (interest == 0) {
      control(EPOLL_CTL_DEL, shared, 0);
    } else {
      add(shared, interest);
    }
  }

  /**
   * A hang-up is reported whatever the interest is: without interest only once, so that a loop does
   * not spin on a client that is gone while its request is in other hands.
   */
  private int trigger(int interest) {
    return interest == 0 ? Trigger.EDGE.flag : trigger;
  }

  private static int toEpoll(int interest) {
    return ((interest & READ) != 0 ? EPOLLIN : 0) | ((interest & WRITE) != 0 ? EPOLLOUT : 0);
  }

  private static int toMillis(long nanos) {
    if (nanos == FOREVER) {
      return -1;
    }
    return (int) Math.min(Integer.MAX_VALUE, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
  }
}
