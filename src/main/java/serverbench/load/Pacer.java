package serverbench.load;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The clock of an open loop: a thread that sleeps until a request is due and then has an I/O thread
 * send. It does not send itself: sending from an I/O thread saves a hand-over for every request,
 * and one wake-up serves all that are due.
 */
final class Pacer {

  /** Shorter sleeps are no more exact (the kernel's timer slack) and cost more. */
  static final long SHORTEST_SLEEP_NANOS = 50_000;

  private final Executor io;
  private final Runnable sendDue;
  private final Thread thread;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile long dueNanos;
  private volatile boolean stopping;

  /**
   * @param io runs tasks on I/O threads
   * @param sendDue sends what is due, and says by {@link #nextIsDue} when the next will be
   * @param beginThread called by the pacer's thread before it does anything else
   */
  Pacer(Executor io, Runnable sendDue, Runnable beginThread) {
    this.io = io;
    this.sendDue = sendDue;
    this.thread =
        new Thread(
            () -> {
              beginThread.run();
              pace();
            },
            "load-pacer");
    thread.setDaemon(true);
  }

  void start(long firstDueNanos) {
    dueNanos = firstDueNanos;
    thread.start();
  }

  void nextIsDue(long nanoTime) {
    dueNanos = nanoTime;
  }

  private void pace() {
    while (!stopping) {
      long left = dueNanos - System.nanoTime();
      if (left <= 0) {
        wake();
      }
      LockSupport.parkNanos(Math.max(SHORTEST_SLEEP_NANOS, left));
    }
  }

  /** Has an I/O thread send, unless one is about to. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      io.execute(
          () -> {
            woken.set(false);
            sendDue.run();
          });
    }
  }

  /** Returns at once. */
  void stop() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  void awaitEnd() throws InterruptedException {
    if (thread.isAlive()) {
      thread.join();
    }
  }
}
