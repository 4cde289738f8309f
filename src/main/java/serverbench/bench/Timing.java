package serverbench.bench;

import java.time.Duration;

/**
 * How long a fork measures.
 *
 * @param iterations measurement iterations
 * @param iterationTime of each
 * @param warmUpAtMost warming up ends when the throughput is flat, or after this time
 */
record Timing(int iterations, Duration iterationTime, Duration warmUpAtMost) {

  /** Mean over the models on two cores, where they were given the time. */
  private static final Duration USUAL_WARM_UP = Duration.ofMillis(4_500);

  static Timing of(int iterations, int iterationMillis, int warmUpMillis) {
    return new Timing(
        iterations, Duration.ofMillis(iterationMillis), Duration.ofMillis(warmUpMillis));
  }

  /** Forecast. Where there is less time than usual, nearly all of it is needed. */
  Duration expectedWarmUp() {
    Duration most = warmUpAtMost.multipliedBy(9).dividedBy(10);
    return most.compareTo(USUAL_WARM_UP) < 0 ? most : USUAL_WARM_UP;
  }
}
