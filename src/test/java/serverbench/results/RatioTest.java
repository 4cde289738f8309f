package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RatioTest {

  @Test
  void isWelchsIntervalOfLogarithms() {
    double[] base = {1, Math.exp(0.1), Math.exp(0.2)};
    double[] head = {Math.exp(0.3), Math.exp(0.4), Math.exp(0.5)};
    Ratio ratio = Ratio.of(base, head).orElseThrow();
    assertThat(ratio.value()).isCloseTo(Math.exp(0.3), within(1e-12));
    // t(0.975, 4) = 2.776445, standard error sqrt(2 * 0.01 / 3).
    double half = 2.776445 * Math.sqrt(0.02 / 3);
    assertThat(ratio.interval().orElseThrow().low()).isCloseTo(Math.exp(0.3 - half), within(1e-6));
    assertThat(ratio.interval().orElseThrow().high()).isCloseTo(Math.exp(0.3 + half), within(1e-6));
    assertThat(ratio.differs()).isTrue();
  }

  @Test
  void theOtherWayRoundItIsTheInverse() {
    double[] base = {90, 100, 115, 99};
    double[] head = {80, 85, 83};
    Ratio there = Ratio.of(base, head).orElseThrow();
    Ratio back = Ratio.of(head, base).orElseThrow();
    assertThat(back.value()).isCloseTo(1 / there.value(), within(1e-12));
    assertThat(back.interval().orElseThrow().low())
        .isCloseTo(1 / there.interval().orElseThrow().high(), within(1e-12));
  }

  @Test
  void tooFewForksGiveNoIntervalAndSayNothing() {
    Ratio ratio = Ratio.of(new double[] {1, 1}, new double[] {2, 2, 2}).orElseThrow();
    assertThat(ratio.value()).isCloseTo(2, within(1e-12));
    assertThat(ratio.interval()).isEmpty();
    assertThat(ratio.differs()).isFalse();
    assertThat(Ratio.of(new double[0], new double[] {1, 2, 3})).isEmpty();
  }

  @Test
  void forksThatAgreeHaveAnIntervalWithoutWidth() {
    Ratio ratio = Ratio.of(new double[] {4, 4, 4}, new double[] {4, 4, 4}).orElseThrow();
    assertThat(ratio.interval().orElseThrow().halfWidth()).isZero();
    assertThat(ratio.differs()).isFalse();
  }

  @Test
  void coversTheTruthInNineteenOfTwentyCases() {
    Random random = new Random(7);
    int covered = 0;
    int cases = 4_000;
    for (int i = 0; i < cases; i++) {
      Ratio ratio = Ratio.of(forks(random, 1, 5, 0.02), forks(random, 0.8, 5, 0.08)).orElseThrow();
      Interval interval = ratio.interval().orElseThrow();
      covered += interval.low() <= 0.8 && 0.8 <= interval.high() ? 1 : 0;
    }
    assertThat(covered / (double) cases).isBetween(0.94, 0.97);
  }

  private static double[] forks(Random random, double mean, int count, double noise) {
    return random.doubles(count).map(_ -> mean * Math.exp(noise * random.nextGaussian())).toArray();
  }
}
