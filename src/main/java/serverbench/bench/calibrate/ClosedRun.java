package serverbench.bench.calibrate;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import serverbench.load.ClosedLoop;
import serverbench.load.LoadPlan;

/**
 * What a closed loop measured.
 *
 * @param throughput correct answers per second
 * @param meanSeconds mean latency
 * @param seconds over how long
 * @param latencies in nanoseconds
 */
record ClosedRun(double throughput, double meanSeconds, double seconds, Histogram latencies) {

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(5);
  private static final double NANOS_PER_SECOND = 1e9;

  /** Puts the load on a server that runs already. */
  static ClosedRun of(LoadPlan plan) throws InterruptedException {
    return of(plan, WARM_UP, MEASURED);
  }

  /**
   * @param warmUp before the measured time; at least until all connections stand
   */
  static ClosedRun of(LoadPlan plan, Duration warmUp, Duration measured)
      throws InterruptedException {
    try (ClosedLoop loop = new ClosedLoop(plan)) {
      loop.start();
      Thread.sleep(warmUp);
      loop.recorder().takeLatencies();
      long begin = System.nanoTime();
      long completed = loop.recorder().completed();
      long nanos = loop.recorder().totalLatencyNanos();
      Thread.sleep(measured);
      completed = loop.recorder().completed() - completed;
      nanos = loop.recorder().totalLatencyNanos() - nanos;
      double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
      Histogram latencies = loop.recorder().takeLatencies();
      loop.drain(Duration.ofSeconds(5));
      return new ClosedRun(
          completed / seconds, nanos / NANOS_PER_SECOND / completed, seconds, latencies);
    }
  }
}
