package serverbench.bench.calibrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The same quantity by this suite and by another instrument, several times: they agree by the
 * median of the pairs' ratios, which one disturbed pair does not move.
 */
final class TwoReadings {

  private final List<Double> theirs = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  void add(double ours, double other) {
    theirs.add(other);
    ratios.add(ours / other);
  }

  /** Median of the other instrument's readings. */
  double theirs() {
    return median(theirs);
  }

  /**
   * @param tolerance as a fraction
   */
  boolean agree(double tolerance) {
    return Math.abs(median(ratios) - 1) <= tolerance;
  }

  /** How far ours is from theirs, in per cent: median and range. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%+.1f %% (median of %d, %+.1f to %+.1f %%)",
        100 * (median(ratios) - 1),
        ratios.size(),
        100 * (Collections.min(ratios) - 1),
        100 * (Collections.max(ratios) - 1));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
