package serverbench.models.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import serverbench.http.Limits;

class DeadlineSweepTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Limits LIMITS =
      Limits.DEFAULT.withTimes(Duration.ofSeconds(10), Duration.ofSeconds(30));
  private static final long SHORTEST = Limits.LINGER_TIME.toNanos();

  /** Near the overflow of nanoTime, where only differences are right. */
  private final long start = Long.MAX_VALUE - SHORTEST - SECOND / 2;

  private final DeadlineSweep sweep = new DeadlineSweep(LIMITS, start);

  @Test
  void isNotDueBeforeTheShortestTimeIsOver() {
    assertThat(sweep.waitNanos(start)).isEqualTo(SHORTEST);
    assertThat(sweep.isDue(start + SHORTEST - 1)).isFalse();
    assertThat(sweep.isDue(start + SHORTEST)).isTrue();
  }

  @Test
  void comesBackForTheEarliestDeadlineItSaw() {
    long now = start + SHORTEST;
    assertThat(sweep.isDue(now)).isTrue();
    sweep.saw(now + SHORTEST);
    sweep.saw(now + SECOND);
    sweep.saw(Long.MAX_VALUE);
    sweep.end(now);
    assertThat(sweep.waitNanos(now)).isEqualTo(SECOND);
  }

  @Test
  void looksAtMostTenTimesASecond() {
    long now = start + SHORTEST;
    assertThat(sweep.isDue(now)).isTrue();
    sweep.saw(now + 1);
    sweep.end(now);
    assertThat(sweep.waitNanos(now)).isEqualTo(SECOND / 10);
  }

  @Test
  void canBePulledForward() {
    sweep.pull(Long.MAX_VALUE);
    sweep.pull(start + 20 * SECOND);
    assertThat(sweep.waitNanos(start)).isEqualTo(SHORTEST);
    sweep.pull(start + SECOND);
    assertThat(sweep.waitNanos(start)).isEqualTo(SECOND);
  }
}
