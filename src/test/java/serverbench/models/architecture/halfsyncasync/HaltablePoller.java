package serverbench.models.architecture.halfsyncasync;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import serverbench.models.ForwardingPoller;
import serverbench.net.EpollPoller;
import serverbench.net.EpollPoller.Trigger;

/**
 * Epoll, whose loop can be held up before it looks, so that several things happen between two of
 * its turns.
 */
final class HaltablePoller extends ForwardingPoller {

  /** From the loop's arrival here to {@link #goOn}. */
  private static final class Halt {
    final CountDownLatch arrived = new CountDownLatch(1);
    final CountDownLatch over = new CountDownLatch(1);
    int readyAtLeast;
  }

  private final AtomicInteger silenced = new AtomicInteger();
  private volatile Halt halt;

  HaltablePoller() throws IOException {
    super(new EpollPoller(Trigger.LEVEL));
  }

  /** How often a descriptor was set to be watched for nothing. */
  int silenced() {
    return silenced.get();
  }

  /** Returns when the loop has ended its turn and does not begin another. */
  void halt() throws InterruptedException {
    Halt begun = new Halt();
    halt = begun;
    wakeup();
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
      return super.await(timeoutNanos);
    }
    present.arrived.countDown();
    try {
      present.over.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    int ready = 0;
    while (ready < present.readyAtLeast) {
      ready = super.await(FOREVER);
    }
    return ready;
  }

  @Override
  public void modify(int fd, int interest) throws IOException {
    super.modify(fd, interest);
    if (interest == 0) {
      silenced.incrementAndGet();
    }
  }
}
