package serverbench.charts;

import java.awt.BasicStroke;
import java.awt.Paint;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StatisticalLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;

/**
 * How much worse head is than the baseline, one row a series: a dot with its 95 % interval, right
 * of the line is worse, whichever way the metric points.
 */
public final class RatioChart {

  private static final int ROW = 22;
  private static final int AROUND = 150;
  private static final double DOT = 8;

  private RatioChart() {}

  /**
   * A series.
   *
   * @param label as people read it
   * @param worsePercent how much worse head is; negative is better
   * @param lowPercent lower end of its interval, or the same where there is none
   * @param highPercent upper end
   * @param grave whether it fails the gate
   */
  public record Row(
      String label, double worsePercent, double lowPercent, double highPercent, boolean grave) {}

  /**
   * Writes the light and the dark picture.
   *
   * @param folder of the pictures
   * @param name of the files
   * @param subtitle who is compared with whom
   * @param limitPercent from which on a series fails
   */
  public static void write(
      Path folder, String name, String subtitle, double limitPercent, List<Row> rows)
      throws IOException {
    PictureFiles.write(picture(ChartStyle.LIGHT, name, subtitle, limitPercent, rows), folder);
    PictureFiles.writeDark(picture(ChartStyle.DARK, name, subtitle, limitPercent, rows), folder);
  }

  static Picture picture(
      ChartStyle style, String name, String subtitle, double limitPercent, List<Row> rows) {
    DefaultStatisticalCategoryDataset data = new DefaultStatisticalCategoryDataset();
    // A dot stands in the middle of its bar: the estimate is rarely there, so each has a bar of
    // its own about its interval's middle and a dot of its own.
    for (Row row : rows) {
      double middle = (row.lowPercent() + row.highPercent()) / 2;
      data.add(middle, (row.highPercent() - row.lowPercent()) / 2, "interval", row.label());
    }
    DefaultCategoryDataset dots = new DefaultCategoryDataset();
    rows.forEach(row -> dots.addValue(row.worsePercent(), "estimate", row.label()));
    CategoryAxis names = new CategoryAxis();
    style.apply(names);
    NumberAxis axis = new NumberAxis("head is worse by, percent (left of 0: better)");
    style.apply(axis);
    axis.setAutoRangeIncludesZero(true);
    CategoryPlot plot = new CategoryPlot(data, names, axis, intervals(style));
    plot.setDataset(1, dots);
    plot.setRenderer(1, dots(style, rows));
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    style.apply(plot);
    plot.addRangeMarker(new ValueMarker(0, style.softInk(), new BasicStroke(1f)), Layer.BACKGROUND);
    plot.addRangeMarker(
        new ValueMarker(limitPercent, style.alarm(), new BasicStroke(1f)), Layer.BACKGROUND);
    JFreeChart chart = style.chart("Head against the baseline", subtitle, plot);
    chart.addSubtitle(
        style.caption("Dot: Hodges-Lehmann estimate; bar: 95 % interval.", style.softInk()));
    List<String> labels = rows.stream().map(Row::label).toList();
    return new Picture(name, chart, ChartStyle.WIDTH, AROUND + ROW * rows.size(), labels);
  }

  private static StatisticalLineAndShapeRenderer intervals(ChartStyle style) {
    StatisticalLineAndShapeRenderer bars = new StatisticalLineAndShapeRenderer(false, false);
    bars.setErrorIndicatorPaint(style.softInk());
    return bars;
  }

  private static LineAndShapeRenderer dots(ChartStyle style, List<Row> rows) {
    LineAndShapeRenderer dots =
        new LineAndShapeRenderer(false, true) {
          private static final long serialVersionUID = 1;

          @Override
          public Paint getItemPaint(int row, int column) {
            return rows.get(column).grave() ? style.alarm() : style.ink();
          }
        };
    dots.setSeriesShape(0, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
    return dots;
  }
}
