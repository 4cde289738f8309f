package serverbench.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Lines of models: some in their colours and named, the others faint behind them. */
final class LinePlot {

  /** Whether each measured point has a mark. */
  enum Marks {
    EACH_POINT,
    NONE
  }

  /** Told apart without colour: a family has more models than a hue has shades. */
  private static final List<Shape> SHAPES =
      List.of(
          new Ellipse2D.Double(-3.5, -3.5, 7, 7),
          new Rectangle2D.Double(-3.2, -3.2, 6.4, 6.4),
          polygon(0, -4.6, 4.4, 3.4, -4.4, 3.4),
          polygon(0, -4.8, 4.8, 0, 0, 4.8, -4.8, 0),
          polygon(0, 4.6, 4.4, -3.4, -4.4, -3.4),
          polygon(
              -1.4, -4.4, 1.4, -4.4, 1.4, -1.4, 4.4, -1.4, 4.4, 1.4, 1.4, 1.4, 1.4, 4.4, -1.4, 4.4,
              -1.4, 1.4, -4.4, 1.4, -4.4, -1.4, -1.4, -1.4),
          polygon(4.6, 0, -3.4, 4.4, -3.4, -4.4),
          polygon(-4.6, 0, 3.4, 4.4, 3.4, -4.4),
          AffineTransform.getRotateInstance(Math.PI / 4)
              .createTransformedShape(
                  polygon(
                      -1.2, -5, 1.2, -5, 1.2, -1.2, 5, -1.2, 5, 1.2, 1.2, 1.2, 1.2, 5, -1.2, 5,
                      -1.2, 1.2, -5, 1.2, -5, -1.2, -1.2, -1.2)));

  private static final List<Stroke> STROKES =
      List.of(stroke(2f), stroke(1.8f, 7, 3), stroke(1.8f, 2, 3), stroke(1.8f, 9, 3, 2, 3));

  private LinePlot() {}

  /**
   * @param named in colour, each with its name at its end
   * @param others faint, for comparison
   */
  static Panel panel(
      ChartStyle style,
      String title,
      List<Line> named,
      List<Line> others,
      ValueAxis x,
      ValueAxis y,
      Marks marks) {
    XYSeriesCollection lines = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    List<Panel.EndLabel> labels = new ArrayList<>();
    // JFreeChart draws the first series first; what is named lies on top.
    for (Line line : others) {
      int series = add(lines, line, "behind " + line.model().name());
      renderer.setSeriesPaint(series, style.faded());
      renderer.setSeriesStroke(series, ChartStyle.THIN);
    }
    int index = 0;
    for (Line line : named) {
      int series = add(lines, line, line.model().name());
      Color color = style.colorOf(line.model());
      Shape marker = SHAPES.get(index % SHAPES.size());
      renderer.setSeriesPaint(series, color);
      renderer.setSeriesStroke(series, STROKES.get(index % STROKES.size()));
      renderer.setSeriesShape(series, marker);
      renderer.setSeriesShapesVisible(series, marks == Marks.EACH_POINT);
      if (!line.isEmpty()) {
        Line.Point end = line.points().getLast();
        labels.add(new Panel.EndLabel(line.label(), color, marker, end.x(), end.y()));
      }
      index++;
    }
    XYPlot plot = new XYPlot(lines, x, y, renderer);
    style.apply(plot);
    return new Panel(title, plot, labels);
  }

  private static int add(XYSeriesCollection lines, Line line, String key) {
    XYSeries series = new XYSeries(key, false, true);
    line.points().forEach(point -> series.add(point.x(), point.y()));
    lines.addSeries(series);
    return lines.getSeriesCount() - 1;
  }

  private static Stroke stroke(float width, float... dash) {
    return new BasicStroke(
        width,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        1f,
        dash.length == 0 ? null : dash,
        0f);
  }

  private static Shape polygon(double... coordinates) {
    Path2D path = new Path2D.Double();
    path.moveTo(coordinates[0], coordinates[1]);
    for (int i = 2; i < coordinates.length; i += 2) {
      path.lineTo(coordinates[i], coordinates[i + 1]);
    }
    path.closePath();
    return path;
  }
}
