package serverbench.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long a campaign will still take: what was expected, and more and more what the forks so far
 * really took. Any thread.
 */
final class Eta {

  /**
   * How many forks the expectation counts as: the first fork alone, on cold caches, is no guide.
   */
  private static final int EXPECTATION_WEIGHT = 5;

  private final InstantSource clock;
  private final Instant began;
  private final int forks;
  private final Duration expected;
  private int ended;
  private Instant lastEnd;

  Eta(InstantSource clock, int forks, Duration expected) {
    this.clock = clock;
    this.forks = forks;
    this.expected = expected;
    this.began = clock.instant();
    this.lastEnd = began;
  }

  synchronized void forkEnded() {
    ended++;
    lastEnd = clock.instant();
  }

  Duration elapsed() {
    return Duration.between(began, clock.instant());
  }

  synchronized Duration remaining() {
    int left = Math.max(0, forks - ended);
    if (left == 0) {
      return Duration.ZERO;
    }
    Duration perFork =
        expected
            .multipliedBy(EXPECTATION_WEIGHT)
            .dividedBy(forks)
            .plus(Duration.between(began, lastEnd))
            .dividedBy(EXPECTATION_WEIGHT + ended);
    Duration running = Duration.between(lastEnd, clock.instant());
    // A fork that overruns its share must not eat that of the forks after it.
    Duration restOfThis = perFork.minus(running);
    return perFork
        .multipliedBy(left - 1L)
        .plus(restOfThis.isNegative() ? Duration.ZERO : restOfThis);
  }
}
