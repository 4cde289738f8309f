package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * An epoll(7) descriptor and the array that its events come back in. The bare calls: results and
 * negated errnos, masks and data as the kernel has them.
 */
public final class Epoll implements AutoCloseable {

  public static final int IN = 0x1;
  public static final int OUT = 0x4;
  public static final int ERR = 0x8;
  public static final int HUP = 0x10;

  /** The peer sends no more. */
  public static final int RDHUP = 0x2000;

  /** Of several epolls that watch a descriptor, an event wakes one or more, not all. */
  public static final int EXCLUSIVE = 1 << 28;

  /** Reported once, then the registration is silent until it is modified. */
  public static final int ONE_SHOT = 1 << 30;

  /** Reported each time that it becomes ready, not as long as it is. */
  public static final int EDGE = 1 << 31;

  public static final int ADD = 1;
  public static final int DELETE = 2;
  public static final int MODIFY = 3;

  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EVENT_BYTES = Platform.CURRENT.epollEventBytes;
  private static final int DATA_OFFSET = Platform.CURRENT.epollDataOffset;

  private static final MethodHandle EPOLL_CREATE1 =
      NativeCall.withErrno("epoll_create1", FunctionDescriptor.of(INT, INT));
  private static final MethodHandle EPOLL_CTL =
      NativeCall.withErrno("epoll_ctl", FunctionDescriptor.of(INT, INT, INT, INT, LONG));
  private static final MethodHandle EPOLL_WAIT =
      NativeCall.withErrno("epoll_wait", FunctionDescriptor.of(INT, INT, LONG, INT, INT));

  /** Of each thread, since several may change what is watched at the same time. */
  private static final ThreadLocal<MemorySegment> CHANGE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(EVENT_BYTES, 8));

  private final int fd;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment events;

  private Epoll(int fd, int mostEvents) {
    this.fd = fd;
    this.events = arena.allocate((long) EVENT_BYTES * mostEvents, 8);
  }

  /**
   * epoll_create1(2).
   *
   * @param mostEvents how many one wait can return
   */
  public static Epoll open(int mostEvents) throws NativeIoException {
    MemorySegment state = NativeCall.state();
    int fd;
    try {
      fd = NativeCall.result((int) EPOLL_CREATE1.invokeExact(state, EPOLL_CLOEXEC), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    return new Epoll(Errno.check("epoll_create1", fd), mostEvents);
  }

  public int fd() {
    return fd;
  }

  /**
   * epoll_ctl(2). Any thread, also while another one waits.
   *
   * @param operation {@link #ADD}, {@link #MODIFY} or {@link #DELETE}
   * @param data comes back with each event
   * @return 0 or the negated errno
   */
  public int control(int operation, int target, int mask, long data) {
    MemorySegment change = CHANGE.get();
    change.set(ValueLayout.JAVA_INT_UNALIGNED, 0, mask);
    change.set(ValueLayout.JAVA_LONG_UNALIGNED, DATA_OFFSET, data);
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (int) EPOLL_CTL.invokeExact(state, fd, operation, target, change.address()), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /**
   * epoll_wait(2). Blocks.
   *
   * @param most events to return, no more than the array has room for
   * @param timeoutMillis -1 for ever
   * @return how many events there are, or the negated errno
   */
  public int await(int most, int timeoutMillis) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (int) EPOLL_WAIT.invokeExact(state, fd, events.address(), most, timeoutMillis), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /** The mask of the event at this index. */
  public int mask(int index) {
    return events.get(ValueLayout.JAVA_INT_UNALIGNED, (long) index * EVENT_BYTES);
  }

  /** The data of the event at this index. */
  public long data(int index) {
    return events.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) index * EVENT_BYTES + DATA_OFFSET);
  }

  /** Puts a copy of one event into the place of another. */
  void copy(int from, int to) {
    MemorySegment.copy(
        events, (long) from * EVENT_BYTES, events, (long) to * EVENT_BYTES, EVENT_BYTES);
  }

  @Override
  public void close() {
    Sockets.close(fd);
    arena.close();
  }
}
