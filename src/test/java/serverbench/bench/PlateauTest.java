package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlateauTest {

  @Test
  void aClimbingRateIsNotFlat() {
    assertThat(after(10, 20, 30, 40, 50, 60).isFlat()).isFalse();
  }

  @Test
  void aFallingRateIsNotFlat() {
    assertThat(after(60, 55, 50, 45, 40, 35).isFlat()).isFalse();
  }

  @Test
  void aSteadyRateWithNoiseIsFlat() {
    assertThat(after(100, 103, 98, 101, 99, 102).isFlat()).isTrue();
  }

  /** Its line rises by 7 % of the mean, which such a scatter does by chance. */
  @Test
  void aSwingingRateThatGoesNowhereIsFlat() {
    assertThat(after(96, 104, 90, 110, 97, 106).isFlat()).isTrue();
  }

  @Test
  void aClimbWithNoiseIsNotFlat() {
    assertThat(after(80, 86, 83, 92, 95, 99).isFlat()).isFalse();
  }

  @Test
  void aStepIsNotFlat() {
    assertThat(after(80, 80, 80, 100, 100, 100).isFlat()).isFalse();
    assertThat(after(80, 80, 80, 80, 100, 100).isFlat()).isFalse();
  }

  /** One reading fell into a pause: without it nobody would call this flat. */
  @Test
  void aSteepClimbIsNotExcusedByScatter() {
    assertThat(after(90, 100, 120, 140, 0, 170).isFlat()).isFalse();
    assertThat(after(50, 80, 110, 140, 10, 170).isFlat()).isFalse();
  }

  @Test
  void aRiseTooSmallToMatterIsFlatHoweverRegular() {
    assertThat(after(100, 100.8, 101.6, 102.4, 103.2, 104).isFlat()).isTrue();
  }

  @Test
  void onlyTheLastReadingsCount() {
    Plateau plateau = after(10, 40, 70, 90, 97, 99);
    assertThat(plateau.isFlat()).isFalse();
    for (double rate : new double[] {100, 101, 100, 99, 100, 100}) {
      plateau.add(rate);
    }
    assertThat(plateau.isFlat()).isTrue();
    assertThat(plateau.mean()).isBetween(99.9, 100.1);
  }

  @Test
  void tooFewReadingsAreNotFlat() {
    assertThat(after(100, 100, 100, 100, 100).isFlat()).isFalse();
  }

  @Test
  void nothingAtAllIsNotFlat() {
    assertThat(after(0, 0, 0, 0, 0, 0).isFlat()).isFalse();
  }

  private static Plateau after(double... rates) {
    Plateau plateau = new Plateau();
    for (double rate : rates) {
      plateau.add(rate);
    }
    return plateau;
  }
}
