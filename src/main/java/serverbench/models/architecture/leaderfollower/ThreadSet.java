package serverbench.models.architecture.leaderfollower;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import serverbench.models.handover.ParkingLot;

/**
 * The threads of the pattern and their roles. Leadership passes from thread to thread without a
 * message or a queue between them:
 *
 * <pre>
 *               promoted, or leadership was vacant when it came back
 *   FOLLOWER -----------------------------------------------------+
 *      ^                                                          v
 *      |                                                       LEADER: the only one that waits
 *      | nothing to lead                                          |
 *      +------------------------ PROCESSING &lt;----- promote -------+
 * </pre>
 *
 * <p>{@link #promote} leaves leadership vacant and wakes one follower. A thread that comes back
 * from processing before that follower is awake takes leadership itself, so a busy server hands it
 * on without any wake-up; a thread that is processing is never made leader, it has to come by
 * itself.
 */
final class ThreadSet {

  private final ParkingLot followers;
  private final AtomicBoolean led = new AtomicBoolean();
  private volatile boolean stopped;
  private final BooleanSupplier vacant = () -> !led.get() || stopped;

  ThreadSet(int threads) {
    followers = new ParkingLot(threads);
  }

  /**
   * Joins the set and returns as the leader; waits as a follower until then.
   *
   * @param thread number of the calling thread
   * @return false when the set is dissolved: the thread is to end
   */
  boolean join(int thread) throws InterruptedException {
    while (!stopped) {
      if (!led.get() && led.compareAndSet(false, true)) {
        return true;
      }
      followers.park(thread, vacant);
    }
    return false;
  }

  /** The leader gives up leadership, to a follower if there is one. */
  void promote() {
    led.set(false);
    followers.wakeOne();
  }

  /** Ends every {@link #join}. */
  void dissolve() {
    stopped = true;
    followers.wakeAll();
  }
}
