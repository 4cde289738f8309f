package serverbench.charts;

import java.util.List;
import serverbench.results.ModelInfo;

/**
 * A model's line in a plot.
 *
 * @param model that it is of
 * @param label its name where it ends
 * @param points in the order of x
 */
record Line(ModelInfo model, String label, List<Point> points) {

  record Point(double x, double y) {}

  boolean isEmpty() {
    return points.isEmpty();
  }
}
