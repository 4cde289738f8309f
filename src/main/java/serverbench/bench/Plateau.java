package serverbench.bench;

/**
 * Decides whether a rate has stopped climbing: a straight line is fitted through the last readings,
 * and the rate is flat when the line rises (or falls) over its whole length by less than a small
 * part of the mean.
 */
final class Plateau {

  /** Six readings: fewer and one slow reading (a collection, a compilation) decides alone. */
  static final int READINGS = 6;

  private static final double TOLERANCE = 0.05;

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
    return mean > 0 && Math.abs(rise()) / mean < TOLERANCE;
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

  /** How much the line of least squares rises from the first of the last readings to the last. */
  private double rise() {
    double middle = (READINGS - 1) / 2.0;
    double products = 0;
    double squares = 0;
    for (int i = 0; i < READINGS; i++) {
      double reading = last[(count + i) % READINGS];
      products += (i - middle) * reading;
      squares += (i - middle) * (i - middle);
    }
    return products / squares * (READINGS - 1);
  }
}
