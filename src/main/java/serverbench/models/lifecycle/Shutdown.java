package serverbench.models.lifecycle;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import serverbench.server.Counters;

/**
 * The order in which every server stops: no new connections, answers in flight get 2 s, then what
 * is left is forced.
 */
public final class Shutdown {

  private static final System.Logger LOG = System.getLogger(Shutdown.class.getName());
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final AtomicBoolean begun = new AtomicBoolean();

  /** Whether this call is the first one, which has to do the work. */
  public boolean begin() {
    return begun.compareAndSet(false, true);
  }

  /** The same; connections that use these counters are told at once. */
  public boolean begin(Counters counters) {
    return begin(List.of(counters));
  }

  /** The same, where each worker has counters of its own. */
  public boolean begin(List<Counters> counters) {
    boolean first = begin();
    counters.forEach(Counters::stopping);
    return first;
  }

  public boolean hasBegun() {
    return begun.get();
  }

  /**
   * Waits for the server's threads to end by themselves, and makes them end when they do not, or at
   * once when the calling thread is interrupted. Its wait for those that were forced is not cut
   * short by an interrupt, which is kept for the caller.
   *
   * @param drain asks them to end after what they are doing; does not wait
   * @param force breaks whatever they wait for; does not wait
   * @return whether all have ended. If not, that has been logged, and nothing may be closed or
   *     freed that they could still be using: memory would be read after it was given back, a
   *     descriptor be somebody else's by then
   */
  public static boolean stop(ServerThreads threads, Runnable drain, Runnable force) {
    drain.run();
    boolean interrupted = false;
    try {
      if (threads.await(System.nanoTime() + DRAIN_NANOS)) {
        return true;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} threads still busy after 2 s, ending them",
          threads.size());
    } catch (InterruptedException e) {
      interrupted = true;
      LOG.log(System.Logger.Level.WARNING, "interrupted, ending {0} threads", threads.size());
    }
    force.run();
    threads.interrupt();
    boolean ended = Uninterrupted.await(threads::await, FORCE_NANOS);
    if (!ended) {
      LOG.log(
          System.Logger.Level.ERROR,
          "{0} threads do not end: sockets, pollers and memory that they may use are left",
          threads.size());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended;
  }
}
