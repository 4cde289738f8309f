package serverbench.gate;

import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * How small a slow-down the gate would have caught in a series with four chances in five, given how
 * far its own pairs lie apart: the smallest shift at which screen and confirmation, replayed on
 * pairs drawn again from these, end with a regression. "No regression" means no more than that.
 */
final class DetectableEffect {

  static final double POWER = 0.8;

  private static final int REPLAYS = 400;
  private static final double LARGEST = Math.log(4);
  private static final double PRECISE_ENOUGH = 0.002;
  private static final long SEED = 20_250_919;

  private DetectableEffect() {}

  /**
   * @param differences log ratios of the series' pairs
   * @param suspects that share the error probability of the night
   * @return a fraction: 0.12 is 12 % slower; empty when there are too few pairs to tell, or not
   *     even four times slower would be seen
   */
  static OptionalDouble of(double[] differences, GateRules rules, int suspects) {
    if (differences.length < 2) {
      return OptionalDouble.empty();
    }
    double low = 0;
    double high = LARGEST;
    if (power(differences, high, rules, suspects) < POWER) {
      return OptionalDouble.empty();
    }
    while (high - low > PRECISE_ENOUGH) {
      double middle = (low + high) / 2;
      if (power(differences, middle, rules, suspects) < POWER) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(Math.expm1(high));
  }

  /** The same draws for every shift, so that power grows with it. */
  private static double power(double[] differences, double shift, GateRules rules, int suspects) {
    double centre = HodgesLehmann.estimate(differences);
    Bootstrap bootstrap = new Bootstrap(differences, centre, new SplittableRandom(SEED));
    int caught = 0;
    for (int replay = 0; replay < REPLAYS; replay++) {
      double[] screened = bootstrap.draw(rules.screenPairs(), shift);
      double[] confirmed = bootstrap.draw(rules.confirmPairs(), shift);
      if (rules.isSuspect(screened) && rules.isRegression(confirmed, suspects)) {
        caught++;
      }
    }
    return (double) caught / REPLAYS;
  }
}
