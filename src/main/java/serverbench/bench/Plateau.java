package serverbench.bench;

/**
 * Decides whether a rate has stopped climbing: a straight line is fitted through the last readings,
 * and the rate is changing when the line rises (or falls) over its whole length by more than a
 * small part of the mean, unless readings that only scatter around their mean could make it do so:
 * a model whose rate always swings would never get warm. A line that rises by much is not excused.
 */
final class Plateau {

  /** Six readings: fewer and one slow reading (a collection, a compilation) decides alone. */
  static final int READINGS = 6;

  private static final double TOLERANCE = 0.05;

  /** Three times what is tolerated: more than any model at rest swings. */
  private static final double NOT_EXCUSED = 0.15;

  /**
   * Student's t for 95 % on both sides and READINGS - 2 degrees of freedom: a slope of fewer
   * standard errors is no slope.
   */
  private static final double SIGNIFICANT = 2.776;

  private final double[] last = new double[READINGS];
  private int count;

  void add(double rate) {
    last[count % READINGS] = rate;
    count++;
  }

  boolean isFlat() {
    if (count < READINGS) {
      return false;
    }
    double mean = mean();
    return mean > 0 && !isSlope(mean);
  }

  /** Mean of the last readings; 0 without any. */
  double mean() {
    int readings = Math.min(count, READINGS);
    double sum = 0;
    for (int i = 0; i < readings; i++) {
      sum += last[i];
    }
    return readings == 0 ? 0 : sum / readings;
  }

  /** By the line of least squares, and the standard error of its slope. */
  private boolean isSlope(double mean) {
    double middle = (READINGS - 1) / 2.0;
    double products = 0;
    double squares = 0;
    double scatter = 0;
    for (int i = 0; i < READINGS; i++) {
      double off = last[(count + i) % READINGS] - mean;
      products += (i - middle) * off;
      squares += (i - middle) * (i - middle);
      scatter += off * off;
    }
    double slope = Math.abs(products / squares);
    // Rounding may leave less than nothing beside a perfect line.
    double aside = Math.max(0, scatter - slope * slope * squares);
    double standardError = Math.sqrt(aside / (READINGS - 2) / squares);
    double rise = slope * (READINGS - 1) / mean;
    return rise >= NOT_EXCUSED || rise >= TOLERANCE && slope > SIGNIFICANT * standardError;
  }
}
