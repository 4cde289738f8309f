package serverbench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against published worked examples and the printed tables of critical values. */
class SignedRankTest {

  /** Hamilton depression scale before and after: Hollander and Wolfe, table 3.1. */
  static final double[] HAMILTON = {
    0.952, -0.147, 1.022, 0.430, 0.620, 0.590, 0.490, -0.080, 0.010
  };

  /** Darwin's Zea mays, crossed less self-fertilized, eighths of an inch (Fisher 1935). */
  static final double[] DARWIN = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

  /** Bortz, Lienert and Boehnke: with ties and zeros, exact two-sided p = 0.1367. */
  private static final double[] TIED = {4, 1, 1, 1, 2, 0, 0, -1, 0, 2, -4, 1, 1, 0, 0};

  @Test
  void agreesWithWorkedExamples() {
    assertThat(SignedRank.pGreater(HAMILTON)).isCloseTo(0.01953, within(0.000005));
    assertThat(2 * SignedRank.pGreater(DARWIN)).isCloseTo(0.04126, within(0.000005));
    assertThat(2 * SignedRank.pGreater(TIED)).isCloseTo(0.1367, within(0.00005));
  }

  @Test
  void theDirectionMatters() {
    double[] turned = Arrays.stream(HAMILTON).map(value -> -value).toArray();
    assertThat(SignedRank.pGreater(turned)).isGreaterThan(0.97);
  }

  /** Largest rank sums that are significant at each one-sided level, as printed in tables. */
  @ParameterizedTest
  @CsvSource({
    "6,  0.05, 2",
    "6,  0.025, 0",
    "10, 0.05, 10",
    "10, 0.025, 8",
    "10, 0.01, 5",
    "10, 0.005, 3",
    "15, 0.05, 30",
    "15, 0.025, 25",
    "15, 0.01, 19",
    "15, 0.005, 15",
    "20, 0.05, 60",
    "20, 0.025, 52",
    "20, 0.01, 43",
    "20, 0.005, 37",
  })
  void agreesWithTables(int pairs, double level, int critical) {
    assertThat(SignedRank.cdf(pairs, critical)).isLessThanOrEqualTo(level);
    assertThat(SignedRank.cdf(pairs, critical + 1)).isGreaterThan(level);
  }

  @Test
  void oneTieDoesNotCostTheExactP() {
    double[] pairs = new double[15];
    Arrays.setAll(pairs, i -> Math.max(1, i));
    assertThat(SignedRank.pGreater(pairs)).isEqualTo(SignedRank.leastP(15));
    double asymptotic =
        WilcoxonSignedRankTest.withDefaults()
            .with(AlternativeHypothesis.GREATER_THAN)
            .with(PValueMethod.AUTO)
            .test(pairs)
            .getPValue();
    assertThat(asymptotic).as("why ties are not left to it").isGreaterThan(3e-4);
  }

  @Test
  void zerosSayNothing() {
    assertThat(SignedRank.pGreater(0, 0, 0)).isEqualTo(1);
    assertThat(SignedRank.pGreater(0, 3, 0, 2, 1)).isEqualTo(SignedRank.leastP(3));
  }
}
