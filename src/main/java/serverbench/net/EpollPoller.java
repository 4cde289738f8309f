package serverbench.net;

import java.io.IOException;

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
    EDGE(Epoll.EDGE),
    /**
     * Once, then not again before {@link #modify}: whoever is told has the descriptor for itself
     * until it says otherwise, so that several threads can share one poller.
     */
    ONE_SHOT(Epoll.ONE_SHOT);

    private final int flag;

    Trigger(int flag) {
      this.flag = flag;
    }
  }

  private static final int MOST_EVENTS = 1024;
  private static final int NONE = -1;

  private final int trigger;
  private final Epoll epoll = Epoll.open(MOST_EVENTS);
  private final WakeupFd wakeup;
  private int shared = NONE;

  public EpollPoller(Trigger trigger) throws IOException {
    this.trigger = trigger.flag;
    WakeupFd opened = null;
    try {
      opened = WakeupFd.open();
      control(Epoll.ADD, opened.fd(), Epoll.IN | Epoll.EDGE);
    } catch (IOException e) {
      if (opened != null) {
        opened.close();
      }
      epoll.close();
      throw e;
    }
    wakeup = opened;
  }

  @Override
  public void add(int fd, int interest) throws IOException {
    int exclusive = fd == shared ? Epoll.EXCLUSIVE : 0;
    control(Epoll.ADD, fd, toEpoll(interest) | trigger(interest) | exclusive);
  }

  @Override
  public void modify(int fd, int interest) throws IOException {
    if (fd == shared) {
      modifyShared(interest);
    } else {
      control(Epoll.MODIFY, fd, toEpoll(interest) | trigger(interest));
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
    int count = epoll.await(MOST_EVENTS, Timeout.millis(timeoutNanos));
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
    return (int) epoll.data(index);
  }

  @Override
  public int readyEvents(int index) {
    int events = epoll.mask(index);
    if ((events & (Epoll.ERR | Epoll.HUP)) != 0) {
      return READ | WRITE;
    }
    return ((events & Epoll.IN) != 0 ? READ : 0) | ((events & Epoll.OUT) != 0 ? WRITE : 0);
  }

  @Override
  public void wakeup() {
    wakeup.signal();
  }

  @Override
  public void close() {
    wakeup.close();
    epoll.close();
  }

  /**
   * Takes the wake-up out of the ready list by moving the last event into its place. It is never
   * read: each signal is an edge of its own, and an eventfd counts up to 2^64 of them (eventfd(2)).
   */
  private int withoutWakeup(int count) {
    for (int i = 0; i < count; i++) {
      if (readyFd(i) == wakeup.fd()) {
        int last = count - 1;
        epoll.copy(last, i);
        return last;
      }
    }
    return count;
  }

  private void control(int operation, int fd, int events) throws IOException {
    Errno.check("epoll_ctl", epoll.control(operation, fd, events, fd));
  }

  /** The kernel refuses to modify what was added with EPOLLEXCLUSIVE. */
  private void modifyShared(int interest) throws IOException {
    if (interest == 0) {
      control(Epoll.DELETE, shared, 0);
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
    return ((interest & READ) != 0 ? Epoll.IN : 0) | ((interest & WRITE) != 0 ? Epoll.OUT : 0);
  }
}
