package serverbench.models.architecture.hybrid;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import serverbench.models.lifecycle.Uninterrupted;

/**
 * The layer in which requests may block: a virtual thread for each request that is in it. So it
 * grows to hundreds of sleeping requests and shrinks to nothing again, without the stack and the
 * kernel thread that a pool of platform threads would need for each of them. The {@link WorkerGate}
 * of each reactor bounds how many there are. A handler that blocks in native code holds a carrier
 * thread meanwhile, of which there are as many as cores.
 */
final class WorkerLayer {

  private static final System.Logger LOG = System.getLogger(WorkerLayer.class.getName());
  private static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("hybrid-worker-", 0).factory());

  /**
   * Any thread; does not wait. After {@link #abort} nothing is done: the connection that wants it
   * is about to be closed.
   */
  void execute(Runnable work) {
    try {
      workers.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "work that came after the abort is dropped", e);
    }
  }

  /** Takes nothing more, and interrupts what still runs. */
  void abort() {
    workers.shutdownNow();
  }

  /**
   * Aborts and waits; tells whether nothing runs any more. If not, that has been logged, and the
   * memory that requests lie in must not be freed.
   */
  boolean awaitEnd() {
    abort();
    boolean ended =
        Uninterrupted.await(
            deadlineNanos ->
                workers.awaitTermination(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS),
            FORCE_NANOS);
    if (!ended) {
      LOG.log(
          System.Logger.Level.ERROR,
          "workers do not end: sockets, pollers and memory that they may use are left");
    }
    return ended;
  }
}
