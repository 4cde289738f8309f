package serverbench.charts;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * Names of points, placed so that none covers another or a point: tried beside the point first,
 * then further and further away, where a thin line ties the name to its point.
 */
@SuppressWarnings("serial")
final class ScatterLabels extends AbstractXYAnnotation {

  /**
   * @param text beside the point
   * @param x of the point, in the axis' unit
   * @param y of the point, in the axis' unit
   */
  record Label(String text, double x, double y) {}

  private static final double MARKER = 7;
  private static final int DIRECTIONS = 24;
  private static final double FARTHEST = 260;
  private static final double NEAR = 12;

  private final ChartStyle style;
  private final transient List<Label> labels;

  ScatterLabels(ChartStyle style, List<Label> labels) {
    this.style = style;
    this.labels = labels;
  }

  @Override
  public void draw(
      Graphics2D graphics,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis xAxis,
      ValueAxis yAxis,
      int rendererIndex,
      PlotRenderingInfo info) {
    graphics.setFont(ChartStyle.SMALL);
    FontMetrics metrics = graphics.getFontMetrics();
    List<Point2D> points = new ArrayList<>();
    for (Label label : labels) {
      points.add(
          new Point2D.Double(
              xAxis.valueToJava2D(label.x(), area, RectangleEdge.BOTTOM),
              yAxis.valueToJava2D(label.y(), area, RectangleEdge.LEFT)));
    }
    List<Rectangle2D> taken = new ArrayList<>();
    points.forEach(
        p ->
            taken.add(
                new Rectangle2D.Double(
                    p.getX() - MARKER, p.getY() - MARKER, 2 * MARKER, 2 * MARKER)));
    for (int i = 0; i < labels.size(); i++) {
      String text = labels.get(i).text();
      double width = metrics.stringWidth(text) + 2;
      Rectangle2D box = free(points.get(i), width, metrics.getHeight() - 1, area, taken);
      taken.add(box);
      draw(graphics, text, points.get(i), box, metrics);
    }
  }

  private void draw(
      Graphics2D graphics, String text, Point2D point, Rectangle2D box, FontMetrics metrics) {
    double nearestX = Math.clamp(point.getX(), box.getMinX(), box.getMaxX());
    double nearestY = Math.clamp(point.getY(), box.getMinY(), box.getMaxY());
    if (point.distance(nearestX, nearestY) > NEAR) {
      graphics.setStroke(ChartStyle.THIN);
      graphics.setPaint(style.faded());
      graphics.draw(new Line2D.Double(point.getX(), point.getY(), nearestX, nearestY));
    }
    graphics.setPaint(style.ink());
    graphics.drawString(
        text, (float) box.getX() + 1, (float) (box.getY() + metrics.getAscent() - 0.5));
  }

  private static Rectangle2D free(
      Point2D point, double width, double height, Rectangle2D area, List<Rectangle2D> taken) {
    Rectangle2D right = box(point, MARKER + 1, 0, width, height);
    for (double radius = MARKER + 1; radius < FARTHEST; radius += 5) {
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        // Right first, then alternately up and down around the circle.
        int turn = (direction + 1) / 2 * (direction % 2 == 0 ? 1 : -1);
        Rectangle2D box = box(point, radius, 2 * Math.PI * turn / DIRECTIONS, width, height);
        if (area.contains(box) && taken.stream().noneMatch(box::intersects)) {
          return box;
        }
      }
    }
    return right;
  }

  /** A box whose nearest side touches the circle around the point. */
  private static Rectangle2D box(
      Point2D point, double radius, double angle, double width, double height) {
    double x = point.getX() + radius * Math.cos(angle);
    double y = point.getY() + radius * Math.sin(angle);
    double left = x - width * (1 - Math.cos(angle)) / 2;
    double top = y - height * (1 - Math.sin(angle)) / 2;
    return new Rectangle2D.Double(left, top, width, height);
  }
}
