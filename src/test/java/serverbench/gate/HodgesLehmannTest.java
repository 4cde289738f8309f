package serverbench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HodgesLehmannTest {

  /** Hollander and Wolfe, examples 3.3 and 3.4: 0.46, and (0.01, 0.786) at 96.1 %. */
  @Test
  void agreesWithTheWorkedExample() {
    HodgesLehmann hamilton = HodgesLehmann.of(SignedRankTest.HAMILTON);
    assertThat(hamilton.estimate()).isCloseTo(0.46, within(1e-12));
    assertThat(hamilton.interval()).isPresent();
    assertThat(hamilton.interval().get().low()).isCloseTo(0.01, within(1e-12));
    assertThat(hamilton.interval().get().high()).isCloseTo(0.786, within(1e-12));
  }

  @Test
  void sixPairsAreTheFewestWithAnInterval() {
    assertThat(HodgesLehmann.of(1, 2, 3, 4, 5).interval()).isEmpty();
    assertThat(HodgesLehmann.of(1, 2, 3, 4, 5, 6).interval().orElseThrow().low()).isEqualTo(1);
    assertThat(HodgesLehmann.of(1, 2, 3, 4, 5, 6).interval().orElseThrow().high()).isEqualTo(6);
    assertThatThrownBy(HodgesLehmann::of).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneDisturbedForkHardlyMovesIt() {
    double calm = HodgesLehmann.estimate(0.01, -0.02, 0.02, -0.01, 0.015, -0.015);
    double disturbed = HodgesLehmann.estimate(0.01, -0.02, 0.02, -0.01, 0.015, 0.5);
    assertThat(disturbed - calm).isLessThan(0.02);
  }

  /** The interval covers the truth as often as it says: 95 % or a little more. */
  @Test
  void coversTheTruth() {
    SplittableRandom random = new SplittableRandom(7);
    int covered = 0;
    int samples = 4_000;
    for (int i = 0; i < samples; i++) {
      double[] sample = random.doubles(15).map(_ -> 0.3 + random.nextGaussian()).toArray();
      var interval = HodgesLehmann.of(sample).interval().orElseThrow();
      covered += interval.low() <= 0.3 && 0.3 <= interval.high() ? 1 : 0;
    }
    // Exact coverage with 15 values is 1 - 2 * 0.0240 = 0.952.
    assertThat((double) covered / samples).isCloseTo(0.952, within(0.012));
  }
}
