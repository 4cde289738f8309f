package serverbench.models.architecture.halfsyncasync;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import serverbench.net.EpollPoller;
import serverbench.net.EpollPoller.Trigger;
import serverbench.net.Poller;

/**
 * Epoll, whose loop can be held up before it looks, so that several things happen between two of
 * its turns.
 */
final class HaltablePoller implements Poller {

  /** From the loop's arrival here to {@link #goOn}. */
  private static final class Halt {
    final CountDownLatch arrived = new CountDownLatch(1);
    final CountDownLatch over = new CountDownLatch(1);
    int readyAtLeast;
  }

  private final EpollPoller epoll = new EpollPoller(Trigger.LEVEL);
  private final AtomicInteger silenced = new AtomicInteger();
  private volatile Halt halt;

  HaltablePoller() throws IOException {}

  /** How often a descriptor was set to be watched for nothing. */
  int silenced() {
    return silenced.get();
  }

  /** Returns when the loop has ended its turn and does not begin another. */
  void halt() throws InterruptedException {
    Halt begun = new Halt();
    halt = begun;
    epoll.wakeup();
    begun.arrived.await();
  }

  /** The loop begins its next turn once so many descriptors are ready. */
  void goOn(int readyAtLeast) {
    Halt ended = halt;
    ended.readyAtLeast = readyAtLeast;
    halt = null;
    ended.over.countDown();
  }

  @Override
  public int await(long timeoutNanos) throws IOException {
    Halt present = halt;
    if (present == null) {
      return epoll.await(timeoutNanos);
    }
    present.arrived.countDown();
    try {
      present.over.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    int ready = 0;
    while (ready < present.readyAtLeast) {
      ready = epoll.await(FOREVER);
    }
    return ready;
  }

  @Override
  public void add(int fd, int interest) throws IOException {
    epoll.add(fd, interest);
  }

  @Override
  public void modify(int fd, int interest) throws IOException {
    epoll.modify(fd, interest);
    if (interest == 0) {
      silenced.incrementAndGet();
    }
  }

  @Override
  public void remove(int fd) {
    epoll.remove(fd);
  }

  @Override
  public int readyFd(int index) {
    return epoll.readyFd(index);
  }

  @Override
  public int readyEvents(int index) {
    return epoll.readyEvents(index);
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public void close() {
    epoll.close();
  }
}
