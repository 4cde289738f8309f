package serverbench.results;

import java.util.Arrays;
import java.util.List;

/**
 * How fast a noisy series rises: the median of the slopes between its points (Theil 1950, Sen
 * 1968), which a spike or a step down does not move.
 *
 * @param perSecond change of the value
 * @param overall the same over the whole span
 * @param level median of the values
 */
record Drift(double perSecond, double overall, double level) {

  /** Slopes grow with the square of the points: of a long series every n-th one is taken. */
  private static final int MOST_POINTS = 400;

  record Point(double seconds, double value) {}

  /** Of fewer than three points: no drift. */
  static Drift of(List<Point> points) {
    int step = 1 + points.size() / MOST_POINTS;
    List<Point> taken =
        java.util.stream.IntStream.range(0, points.size())
            .filter(i -> i % step == 0)
            .mapToObj(points::get)
            .toList();
    double level = median(taken.stream().mapToDouble(Point::value).toArray());
    if (taken.size() < 3) {
      return new Drift(0, 0, level);
    }
    double[] slopes = new double[taken.size() * (taken.size() - 1) / 2];
    int count = 0;
    for (int i = 0; i < taken.size(); i++) {
      for (int j = i + 1; j < taken.size(); j++) {
        double seconds = taken.get(j).seconds() - taken.get(i).seconds();
        slopes[count++] = (taken.get(j).value() - taken.get(i).value()) / seconds;
      }
    }
    double slope = median(slopes);
    return new Drift(
        slope, slope * (taken.getLast().seconds() - taken.getFirst().seconds()), level);
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
