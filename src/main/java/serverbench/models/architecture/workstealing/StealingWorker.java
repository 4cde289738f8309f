package serverbench.models.architecture.workstealing;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import serverbench.models.lifecycle.ServerThreads;

/**
 * A worker of the pool, which counts what it forked, ran and stole. Its deque belongs to it, but is
 * inside the JDK.
 */
final class StealingWorker extends ForkJoinWorkerThread {

  private final ServerThreads threads;

  /** Tasks for what expired before one poll and for its events, until forking. This thread. */
  private ConnectionTask[] batch = new ConnectionTask[64];

  private int batchSize;

  /** Written by this thread only. */
  private volatile long ran;

  private volatile long stolen;

  StealingWorker(String name, ForkJoinPool pool, ServerThreads threads) {
    super(null, pool, true);
    this.threads = threads;
    setName(name);
  }

  static StealingWorker current() {
    return (StealingWorker) Thread.currentThread();
  }

  void collect(ConnectionTask task) {
    if (batchSize == batch.length) {
      batch = Arrays.copyOf(batch, 2 * batchSize);
    }
    batch[batchSize++] = task;
  }

  /** Whether there are tasks that {@link #forkCollected} would push. */
  boolean hasCollected() {
    return batchSize > 0;
  }

  /** Pushes every collected task onto this worker's own deque. */
  void forkCollected() {
    for (int i = 0; i < batchSize; i++) {
      batch[i].forkOn(this);
      batch[i] = null;
    }
    batchSize = 0;
  }

  /** It runs a task that was forked by another worker, or by itself. */
  void runs(StealingWorker forkedBy) {
    ran++;
    if (forkedBy != this) {
      stolen++;
    }
  }

  long ran() {
    return ran;
  }

  long stolen() {
    return stolen;
  }

  @Override
  protected void onStart() {
    threads.enter();
  }

  @Override
  protected void onTermination(Throwable fault) {
    threads.leave();
  }
}
