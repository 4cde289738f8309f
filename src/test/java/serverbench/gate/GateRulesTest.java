package serverbench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GateRulesTest {

  private static final GateRules RULES = GateRules.STANDARD;

  @Test
  void worseIsPositiveWhicheverWayTheMetricPoints() {
    assertThat(Metric.THROUGHPUT.worse(110, 100)).isCloseTo(Math.log(1.1), within(1e-12));
    assertThat(Metric.P99.worse(100, 110)).isCloseTo(Math.log(1.1), within(1e-12));
    assertThat(Metric.SERVER_CPU.worse(110, 100)).isNegative();
    assertThat(Metric.THROUGHPUT.ratio(Math.log(1.25))).isCloseTo(0.8, within(1e-12));
    assertThat(Metric.P99.ratio(Math.log(1.25))).isCloseTo(1.25, within(1e-12));
    assertThatThrownBy(() -> Metric.P99.worse(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Metric.P99.worse(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theScreenSuspectsFromFourPercentOn() {
    assertThat(RULES.isSuspect(about(1.039, 6))).isFalse();
    assertThat(RULES.isSuspect(about(1.041, 6))).isTrue();
    assertThat(RULES.isSuspect(about(1 / 1.2, 6))).as("faster is no offence").isFalse();
  }

  @Test
  void aRegressionIsBothSureAndLarge() {
    assertThat(RULES.isRegression(about(1.06, 15), 1)).isTrue();
    assertThat(RULES.isRegression(about(1.045, 15), 1)).as("sure but small").isFalse();
    double[] unsure = about(1.06, 15);
    for (int i = 0; i < 5; i++) {
      unsure[i] = -0.3 - i / 100.0;
    }
    assertThat(RULES.isRegression(unsure, 1)).as("large but not sure").isFalse();
  }

  @Test
  void suspectsShareTheLevel() {
    // Two of 15 point the other way with the smallest ranks: p = 5 / 2^15 = 0.00015.
    double[] pairs = about(1.10, 15);
    pairs[0] = -0.0001;
    pairs[1] = -0.0002;
    assertThat(RULES.isRegression(pairs, 10)).isTrue();
    assertThat(RULES.isRegression(pairs, 100)).isFalse();
  }

  @Test
  void theDetectableEffectGrowsWithTheNoise() {
    SplittableRandom random = new SplittableRandom(3);
    double[] calm = SyntheticForks.shared(0.01).pairs(6, 0, random);
    double[] noisy = Arrays.stream(calm).map(value -> 20 * value).toArray();
    double small = DetectableEffect.of(calm, RULES, 1).orElseThrow();
    double large = DetectableEffect.of(noisy, RULES, 1).orElseThrow();
    assertThat(small).isBetween(0.05, 0.10);
    assertThat(large).isGreaterThan(small + 0.1);
    assertThat(DetectableEffect.of(new double[1], RULES, 1)).isEmpty();
    double[] wild = Arrays.stream(calm).map(value -> 300 * value).toArray();
    assertThat(DetectableEffect.of(wild, RULES, 1)).isEmpty();
  }

  /** Pairs close about a ratio, none like another. */
  private static double[] about(double ratio, int pairs) {
    double[] values = new double[pairs];
    Arrays.setAll(values, i -> Math.log(ratio) + (i - (pairs - 1) / 2.0) * 1e-5);
    return values;
  }
}
