package serverbench.gate;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The gate's rules played over many nights of synthetic forks: how often it is wrong, and what it
 * catches. Pure and seeded: the same arguments give the same figures.
 *
 * @param rules under test
 * @param forks where the figures come from
 * @param series judged every night
 * @param nights to play
 * @param seed of the random numbers
 */
public record Simulation(GateRules rules, SyntheticForks forks, int series, int nights, long seed) {

  /** Limit above which a comparison of two single forks calls a night a regression. */
  public static final double NAIVE_THRESHOLD = 1.10;

  /**
   * What came of all nights.
   *
   * @param falseAlarmNights nights on which a series that had not changed was called a regression
   * @param caught nights on which the series that had become slower was
   * @param suspects in all nights
   * @param nights played
   */
  public record Outcome(int falseAlarmNights, int caught, int suspects, int nights) {

    public double falseAlarmShare() {
      return (double) falseAlarmNights / nights;
    }

    public double power() {
      return (double) caught / nights;
    }
  }

  /**
   * Plays nights on which the first series is slower and no other has changed.
   *
   * @param lost share of its throughput that the first series has lost; 0 when nothing has changed
   */
  public Outcome play(double lost) {
    SplittableRandom root = new SplittableRandom(seed);
    int falseAlarms = 0;
    int caught = 0;
    int suspects = 0;
    for (int night = 0; night < nights; night++) {
      RandomGenerator random = root.split();
      boolean[] suspect = new boolean[series];
      int found = 0;
      for (int i = 0; i < series; i++) {
        suspect[i] = rules.isSuspect(forks.pairs(rules.screenPairs(), of(i, lost), random));
        found += suspect[i] ? 1 : 0;
      }
      boolean alarm = false;
      for (int i = 0; i < series; i++) {
        boolean regression =
            suspect[i]
                && rules.isRegression(
                    forks.pairs(rules.confirmPairs(), of(i, lost), random), found);
        if (i == 0 && lost > 0) {
          caught += regression ? 1 : 0;
        } else {
          alarm |= regression;
        }
      }
      falseAlarms += alarm ? 1 : 0;
      suspects += found;
    }
    return new Outcome(falseAlarms, caught, suspects, nights);
  }

  private static double of(int series, double lost) {
    return series == 0 ? lost : 0;
  }

  /**
   * The share of nights on which nothing has changed and yet one series of tonight, one fork each,
   * is worse than that of yesterday by {@link #NAIVE_THRESHOLD}: what the gate stands in place of.
   */
  public double naiveFalseAlarmShare() {
    SplittableRandom root = new SplittableRandom(seed);
    int alarms = 0;
    for (int night = 0; night < nights; night++) {
      RandomGenerator random = root.split();
      boolean alarm = false;
      for (int i = 0; i < series; i++) {
        alarm |= forks.pairs(1, 0, random)[0] > Math.log(NAIVE_THRESHOLD);
      }
      alarms += alarm ? 1 : 0;
    }
    return (double) alarms / nights;
  }
}
