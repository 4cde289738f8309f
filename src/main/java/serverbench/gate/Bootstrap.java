package serverbench.gate;

import java.util.random.RandomGenerator;

/**
 * Draws new samples from a sample, with replacement, about a centre of zero (B. Efron, "Bootstrap
 * methods: another look at the jackknife", Annals of Statistics 7, 1979). Values drawn from n of
 * them spread less than what these came from, by the factor (n - 1) / n of the variance: made up
 * for, since n is 6 here.
 */
final class Bootstrap {

  private final double[] residuals;
  private final RandomGenerator random;

  /**
   * @param sample at least two values
   * @param centre of the sample, taken off every value
   */
  Bootstrap(double[] sample, double centre, RandomGenerator random) {
    if (sample.length < 2) {
      throw new IllegalArgumentException("nothing to draw from: " + sample.length + " values");
    }
    double stretch = Math.sqrt(sample.length / (sample.length - 1.0));
    this.residuals = new double[sample.length];
    for (int i = 0; i < sample.length; i++) {
      residuals[i] = (sample[i] - centre) * stretch;
    }
    this.random = random;
  }

  /** A new sample of that size, moved by {@code shift}. */
  double[] draw(int size, double shift) {
    double[] drawn = new double[size];
    for (int i = 0; i < size; i++) {
      drawn[i] = shift + residuals[random.nextInt(residuals.length)];
    }
    return drawn;
  }
}
