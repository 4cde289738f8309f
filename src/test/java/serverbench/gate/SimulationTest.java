package serverbench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The figures that the gate is trusted for, played again: 44 series, 5 % noise. */
class SimulationTest {

  private static final int NIGHTS = 4_000;
  private static final Simulation SIMULATION = simulation(0.05);

  @Test
  void sixNightsInAThousandAreFalseAlarms() {
    assertThat(SIMULATION.play(0).falseAlarmShare()).isCloseTo(0.006, within(error(0.006)));
  }

  /** Of throughput lost: 10, 15 and 25 %. */
  @Test
  void catchesHalfOfTheSmallLossesAndNearlyAllLargeOnes() {
    assertThat(SIMULATION.play(0.10).power()).isCloseTo(0.55, within(error(0.55)));
    assertThat(SIMULATION.play(0.15).power()).isCloseTo(0.77, within(error(0.77)));
    assertThat(SIMULATION.play(0.25).power()).isGreaterThan(0.98);
  }

  @Test
  void noFalseAlarmsToSpeakOfWhateverTheNoise() {
    for (double noise : new double[] {0.02, 0.08}) {
      assertThat(simulation(noise).play(0).falseAlarmShare()).as("%s", noise).isLessThan(0.014);
    }
  }

  /** Even at 2 % noise: one disturbed fork among 88 is enough. */
  @Test
  void aRatioToYesterdayWouldBeWrongNearlyEveryNight() {
    assertThat(simulation(0.02).naiveFalseAlarmShare()).isCloseTo(0.88, within(error(0.88)));
    assertThat(SIMULATION.naiveFalseAlarmShare()).isGreaterThan(0.98);
  }

  @Test
  void theSameSeedGivesTheSameNights() {
    Simulation few = new Simulation(GateRules.STANDARD, SyntheticForks.shared(0.05), 44, 50, 9);
    assertThat(few.play(0.15)).isEqualTo(few.play(0.15));
    assertThat(SimulationTable.of(GateRules.STANDARD, 4, 20, 3))
        .isEqualTo(SimulationTable.of(GateRules.STANDARD, 4, 20, 3))
        .contains("2 %", "5 %", "8 %", "±");
  }

  private static Simulation simulation(double noise) {
    return new Simulation(GateRules.STANDARD, SyntheticForks.shared(noise), 44, NIGHTS, 1);
  }

  /** Three standard errors. */
  private static double error(double share) {
    return 3 * Math.sqrt(share * (1 - share) / NIGHTS);
  }
}
