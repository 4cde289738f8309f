package serverbench.bench.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoReadingsTest {

  @Test
  void oneDisturbedPairDoesNotCount() {
    TwoReadings readings = readings(102, 70, 101);

    assertThat(readings.agree(0.02)).isTrue();
    assertThat(readings.agree(0.005)).isFalse();
    assertThat(readings).hasToString("+1.0 % (median of 3, -30.0 to +2.0 %)");
  }

  @Test
  void thoseThatDifferMostOfTheTimeDoNotAgree() {
    assertThat(readings(80, 100, 81).agree(0.10)).isFalse();
    assertThat(readings(120, 100, 119).agree(0.10)).isFalse();
  }

  @Test
  void anEvenNumberOfPairsHasTheMeanOfTheTwoInTheMiddle() {
    assertThat(readings(90, 100, 104, 130)).hasToString("+2.0 % (median of 4, -10.0 to +30.0 %)");
  }

  @Test
  void ratiosAreOfPairsAndTheOthersFigureIsItsMedian() {
    TwoReadings readings = new TwoReadings();
    readings.add(55, 50);
    readings.add(110, 100);
    readings.add(330, 300);

    assertThat(readings.theirs()).isEqualTo(100);
    assertThat(readings).hasToString("+10.0 % (median of 3, +10.0 to +10.0 %)");
  }

  private static TwoReadings readings(double... ours) {
    TwoReadings readings = new TwoReadings();
    for (double figure : ours) {
      readings.add(figure, 100);
    }
    return readings;
  }
}
