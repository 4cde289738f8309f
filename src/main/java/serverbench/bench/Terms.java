package serverbench.bench;

import java.time.Duration;

/**
 * Under what terms a {@link Trial} runs.
 *
 * @param arrivals closed loop or schedule
 * @param idleConnections open beside those of the load
 * @param warmUpAtMost warming up ends when the throughput is flat, or after this time
 * @param cpus which cores server and client run on
 */
record Terms(Arrivals arrivals, int idleConnections, Duration warmUpAtMost, CpuPlacement cpus) {

  private static final Duration SCHEDULE_WARM_UP = Duration.ofSeconds(1);

  static Terms closed(Duration warmUpAtMost) {
    return new Terms(new Arrivals.Closed(), 0, warmUpAtMost, CpuPlacement.SHARED);
  }

  /**
   * How long a schedule warms up, after the closed loop from which it takes its rate: for its first
   * connections, the queue from opening them, and the code that only a schedule runs. At half of a
   * server's capacity the compilers have the cores that they need.
   */
  Duration scheduleWarmUp() {
    Duration third = warmUpAtMost.dividedBy(3);
    return third.compareTo(SCHEDULE_WARM_UP) < 0 ? third : SCHEDULE_WARM_UP;
  }

  /** After which a schedule that is still behind is measured as it is. */
  Duration scheduleCatchUpAtMost() {
    return warmUpAtMost.dividedBy(2);
  }
}
