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

  static Timing of(int iterations, int iterationMillis, int warmUpMillis) {
    return new Timing(
        iterations, Duration.ofMillis(iterationMillis), Duration.ofMillis(warmUpMillis));
  }
}
