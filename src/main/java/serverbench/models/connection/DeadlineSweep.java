package serverbench.models.connection;

import java.util.concurrent.TimeUnit;
import serverbench.http.Limits;

/**
 * When an event loop has to look for connections whose deadline has passed. Deadlines move with
 * each request, so no timer is kept for them: the loop looks through all connections when the
 * earliest deadline it saw last time comes, and at most ten times a second.
 */
public final class DeadlineSweep {

  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final long shortestNanos;
  private long nextNanos;
  private long earliestNanos;

  public DeadlineSweep(Limits limits, long nowNanos) {
    shortestNanos = limits.shortestTime().toNanos();
    nextNanos = nowNanos + shortestNanos;
  }

  /**
   * Whether it is time to look; if so, every connection is shown to {@link #saw}, then {@link
   * #end}.
   */
  public boolean isDue(long nowNanos) {
    if (nowNanos - nextNanos < 0) {
      return false;
    }
    // A connection that comes later cannot expire before this.
    earliestNanos = nowNanos + shortestNanos;
    return true;
  }

  /** A connection goes on with this deadline; {@link Long#MAX_VALUE} for none. */
  public void saw(long deadlineNanos) {
    if (deadlineNanos != Long.MAX_VALUE && deadlineNanos - earliestNanos < 0) {
      earliestNanos = deadlineNanos;
    }
  }

  public void end(long nowNanos) {
    // Differences, never comparisons: nanoTime may overflow.
    nextNanos = nowNanos + Math.max(earliestNanos - nowNanos, LEAST_NANOS);
  }

  /** Makes the next look come no later than this. */
  public void pull(long deadlineNanos) {
    if (deadlineNanos != Long.MAX_VALUE && deadlineNanos - nextNanos < 0) {
      nextNanos = deadlineNanos;
    }
    // While a look is under way, the next one is set at its end.
    saw(deadlineNanos);
  }

  /** How long the loop may wait at the most. */
  public long waitNanos(long nowNanos) {
    return Math.max(0, nextNanos - nowNanos);
  }
}
