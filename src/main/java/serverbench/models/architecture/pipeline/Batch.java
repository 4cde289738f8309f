package serverbench.models.architecture.pipeline;

/**
 * Jobs that one thread of a stage has put into the next stage and not woken it for yet: one wake-up
 * does for many of them. Owned by that thread.
 *
 * <pre>
 *              .-- put ---.
 *              v          |
 *   EMPTY --put--> HELD BACK --wake, or a put into another stage--> EMPTY
 * </pre>
 */
final class Batch {

  /** A finished job goes on with its batch, unless that takes longer than this. */
  static final long HELD_BACK_NANOS = 200_000;

  private static final int MOST_JOBS = 32;

  private final int producer;
  private Stage unwoken;
  private int jobs;
  private long begunNanos;

  /**
   * @param producer the number of the thread among those that put into stages
   */
  Batch(int producer) {
    this.producer = producer;
  }

  /** Before a job's step: what is held back does not wait for it when it may block or is due. */
  void begin(Job job) {
    long nowNanos = System.nanoTime();
    if (job.mayBlock || jobs == MOST_JOBS || nowNanos - begunNanos > HELD_BACK_NANOS) {
      wake();
    }
    if (jobs == 0) {
      begunNanos = nowNanos;
    }
  }

  /** Puts a job into a stage; waits while that is full. */
  void put(Stage next, Job job) throws InterruptedException {
    if (next != unwoken) {
      // Before this one waits for room: nobody else wakes the other stage.
      wake();
    }
    next.put(job, producer);
    unwoken = next;
    jobs++;
  }

  /** Wakes the stage that jobs were put into, if there are any. */
  void wake() {
    if (jobs > 0) {
      unwoken.wake();
      jobs = 0;
    }
  }
}
