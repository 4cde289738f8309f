package serverbench.charts;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * One series night by night: how much worse it was than the frozen reference, with intervals, and
 * where its level changed.
 */
public final class TrendChart {

  private static final int HEIGHT = 340;
  private static final double DOT = 6;

  private TrendChart() {}

  /**
   * A night.
   *
   * @param time when it was measured
   * @param worsePercent than the reference; negative is better
   * @param lowPercent lower end of its interval, or the same where there is none
   * @param highPercent upper end
   */
  public record Night(Instant time, double worsePercent, double lowPercent, double highPercent) {}

  /**
   * Writes the light picture.
   *
   * @param folder of the pictures
   * @param name of the files
   * @param title the series
   * @param subtitle what it is compared with
   * @param changes the nights from which on the level is another
   */
  public static void write(
      Path folder,
      String name,
      String title,
      String subtitle,
      List<Night> nights,
      List<Instant> changes)
      throws IOException {
    PictureFiles.write(picture(ChartStyle.LIGHT, name, title, subtitle, nights, changes), folder);
  }

  private static Picture picture(
      ChartStyle style,
      String name,
      String title,
      String subtitle,
      List<Night> nights,
      List<Instant> changes) {
    YIntervalSeries series = new YIntervalSeries("nights");
    for (Night night : nights) {
      series.add(
          night.time().toEpochMilli(),
          night.worsePercent(),
          night.lowPercent(),
          night.highPercent());
    }
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    data.addSeries(series);
    DateAxis time = new DateAxis();
    style.apply(time);
    NumberAxis worse = new NumberAxis("worse than the reference, percent");
    style.apply(worse);
    worse.setAutoRangeIncludesZero(true);
    XYErrorRenderer dots = new XYErrorRenderer();
    dots.setDrawXError(false);
    dots.setSeriesPaint(0, style.ink());
    dots.setErrorPaint(style.softInk());
    dots.setSeriesShape(0, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
    XYPlot plot = new XYPlot(data, time, worse, dots);
    style.apply(plot);
    for (Instant change : changes) {
      plot.addDomainMarker(
          new ValueMarker(Date.from(change).getTime(), style.alarm(), new BasicStroke(1.5f)),
          Layer.BACKGROUND);
    }
    JFreeChart chart = style.chart(title, subtitle, plot);
    chart.addSubtitle(
        style.caption("Bars: 95 % intervals; upright lines: changes of level.", style.softInk()));
    return new Picture(name, chart, ChartStyle.WIDTH, HEIGHT, List.of());
  }
}
