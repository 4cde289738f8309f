package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void isStudentsT() {
    // t(0.975, 2) = 4.302653; s = 1, n = 3.
    Interval interval = Interval.over(9, 10, 11).orElseThrow();
    assertThat(interval.low()).isCloseTo(10 - 4.302653 / Math.sqrt(3), within(1e-5));
    assertThat(interval.high()).isCloseTo(10 + 4.302653 / Math.sqrt(3), within(1e-5));
    assertThat(interval.halfWidth()).isCloseTo(4.302653 / Math.sqrt(3), within(1e-5));
  }

  @Test
  void needsThreeForks() {
    assertThat(Interval.over()).isEmpty();
    assertThat(Interval.over(9)).isEmpty();
    assertThat(Interval.over(9, 10)).isEmpty();
  }

  @Test
  void equalForksGiveWidthZero() {
    assertThat(Interval.over(5, 5, 5)).contains(new Interval(5, 5));
  }

  @Test
  void overlapIncludesTouching() {
    assertThat(new Interval(1, 2).overlaps(new Interval(2, 3))).isTrue();
    assertThat(new Interval(1, 2).overlaps(new Interval(2.1, 3))).isFalse();
    assertThat(new Interval(1, 9).overlaps(new Interval(2, 3))).isTrue();
  }
}
