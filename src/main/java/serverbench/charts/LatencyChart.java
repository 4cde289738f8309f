package serverbench.charts;

import java.awt.BasicStroke;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.IntervalBarRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.category.DefaultIntervalCategoryDataset;
import serverbench.results.FlagMarks;
import serverbench.results.PointSummary;
import serverbench.results.RunSummary;
import serverbench.results.Summary;

/**
 * Latency by model in the article's order, on a logarithmic axis: markers at p50, p90, p99, p99.9
 * and the maximum of all forks' merged histogram, on a line from the first to the last.
 */
final class LatencyChart {

  private static final double LINE_WIDTH = 2;

  /** Between a row's last marker and the words beside it, as a share of the axis. */
  private static final double GAP_SHARE = 0.012;

  /** The width of a character of those words, as a share of the axis. */
  private static final double MARK_SHARE = 0.009;

  /** A percentile and the marker that stands for it. */
  private record Marker(String label, double percentile, Shape shape) {}

  private static final List<Marker> MARKERS =
      List.of(
          new Marker("p50", 50, new Ellipse2D.Double(-4.5, -4.5, 9, 9)),
          new Marker("p90", 90, new Rectangle2D.Double(-3.7, -3.7, 7.4, 7.4)),
          new Marker("p99", 99, polygon(0, -5.2, 5.2, 0, 0, 5.2, -5.2, 0)),
          new Marker("p99.9", 99.9, polygon(-4.2, -4.8, 5, 0, -4.2, 4.8)),
          new Marker("max", 100, new Rectangle2D.Double(-1.2, -6, 2.4, 12)));

  private LatencyChart() {}

  static Picture of(ChartStyle style, RunSummary run, PointSummary point) {
    List<Summary> summaries = point.summaries();
    FlagMarks marks = run.marks();
    CategoryPlot plot = plot(style, point);
    double lowest =
        summaries.stream()
            .filter(summary -> !summary.saturated())
            .flatMapToDouble(summary -> summary.latencyMillis(50).stream())
            .min()
            .orElse(1);
    double axisStart = OneTwoFiveAxis.notAbove(lowest * 0.9);
    double axisEnd =
        OneTwoFiveAxis.notBelow(
            summaries.stream().mapToDouble(s -> end(s, marks, axisStart)).max().orElse(1));
    plot.getRangeAxis().setRange(axisStart, axisEnd);
    double gap = Math.pow(axisEnd / axisStart, GAP_SHARE);
    for (Summary summary : summaries) {
      writeBeside(style, plot, summary, marks, axisStart, gap);
    }
    return new Frame(style, run)
        .around(
            "latency-" + point.plainName(),
            "Latency by model: " + point.title(),
            point.workload().description(),
            plot,
            ChartStyle.WIDTH,
            Rows.plotHeight(summaries.size()),
            summaries,
            List.of(),
            Rows.keysOf(summaries));
  }

  /**
   * Where the axis must end at the least, for the largest value of a row and the marks beside it.
   */
  private static double end(Summary summary, FlagMarks marks, double axisStart) {
    if (summary.saturated()) {
      return axisStart * 2;
    }
    double highest = summary.maxMillis().orElse(1);
    double wordsShare = GAP_SHARE + MARK_SHARE * marks.beside(summary).length();
    return Math.max(highest * 1.3, axisStart * Math.pow(highest / axisStart, 1 / (1 - wordsShare)));
  }

  private static CategoryPlot plot(ChartStyle style, PointSummary point) {
    List<Summary> summaries = point.summaries();
    OneTwoFiveAxis axis =
        new OneTwoFiveAxis(
            point.workload().onSchedule()
                ? "latency from the intended start in milliseconds, all forks merged"
                : "latency in milliseconds, all forks merged");
    style.apply(axis);
    CategoryPlot plot = new CategoryPlot(null, Rows.axis(style), axis, null);
    plot.setDataset(0, markers(summaries));
    plot.setRenderer(0, new MarkerByFamily(style, summaries));
    plot.setDataset(1, spans(summaries));
    plot.setRenderer(1, new SpanByFamily(style, summaries));
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.REVERSE);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setFixedLegendItems(legend(style, summaries));
    style.apply(plot);
    return plot;
  }

  private static DefaultCategoryDataset markers(List<Summary> summaries) {
    DefaultCategoryDataset dataset = new DefaultCategoryDataset();
    for (Marker marker : MARKERS) {
      for (Summary summary : summaries) {
        var millis = summary.latencyMillis(marker.percentile());
        Double value = millis.isPresent() && !summary.saturated() ? millis.getAsDouble() : null;
        dataset.addValue(value, marker.label(), Rows.keyOf(summary));
      }
    }
    return dataset;
  }

  private static DefaultIntervalCategoryDataset spans(List<Summary> summaries) {
    Number[] starts = new Number[summaries.size()];
    Number[] ends = new Number[summaries.size()];
    String[] keys = new String[summaries.size()];
    for (int i = 0; i < keys.length; i++) {
      Summary summary = summaries.get(i);
      keys[i] = Rows.keyOf(summary);
      if (summary.latencyMillis(50).isPresent() && !summary.saturated()) {
        starts[i] = summary.latencyMillis(50).getAsDouble();
        ends[i] = summary.maxMillis().getAsDouble();
      }
    }
    return new DefaultIntervalCategoryDataset(
        new String[] {"p50 to max"}, keys, new Number[][] {starts}, new Number[][] {ends});
  }

  private static void writeBeside(
      ChartStyle style,
      CategoryPlot plot,
      Summary summary,
      FlagMarks marks,
      double axisStart,
      double gap) {
    String absence = Captions.absence(summary);
    if (absence != null) {
      var color = summary.failures().isEmpty() ? style.softInk() : style.alarm();
      Rows.write(plot, summary, axisStart * gap, absence, color);
    } else if (summary.saturated()) {
      String text = "saturated: the rate is more than it can do  " + marks.beside(summary);
      Rows.write(plot, summary, axisStart * gap, text.strip(), style.softInk());
    } else if (!marks.beside(summary).isEmpty() && summary.maxMillis().isPresent()) {
      double at = summary.maxMillis().getAsDouble() * gap;
      Rows.write(plot, summary, at, marks.beside(summary), style.ink());
    }
  }

  private static LegendItemCollection legend(ChartStyle style, List<Summary> summaries) {
    LegendItemCollection items =
        Rows.families(style, summaries.stream().map(Summary::model).toList());
    for (Marker marker : MARKERS) {
      items.add(
          new LegendItem(
              marker.label(),
              null,
              null,
              null,
              marker.shape(),
              style.softInk(),
              new BasicStroke(0f),
              style.softInk()));
    }
    return items;
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

  @SuppressWarnings("serial")
  private static final class MarkerByFamily extends LineAndShapeRenderer {
    private final ChartStyle style;
    private final transient List<Summary> summaries;

    MarkerByFamily(ChartStyle style, List<Summary> summaries) {
      super(false, true);
      this.style = style;
      this.summaries = summaries;
      for (int i = 0; i < MARKERS.size(); i++) {
        setSeriesShape(i, MARKERS.get(i).shape());
      }
      setDrawOutlines(true);
      setUseOutlinePaint(true);
      setDefaultOutlinePaint(style.background());
      setAutoPopulateSeriesOutlinePaint(false);
    }

    @Override
    public Paint getItemPaint(int row, int column) {
      return style.colorOf(summaries.get(column).model());
    }
  }

  @SuppressWarnings("serial")
  private static final class SpanByFamily extends IntervalBarRenderer {
    private final ChartStyle style;
    private final transient List<Summary> summaries;

    SpanByFamily(ChartStyle style, List<Summary> summaries) {
      this.style = style;
      this.summaries = summaries;
      setBarPainter(new StandardBarPainter());
      setShadowVisible(false);
      setDrawBarOutline(false);
      setMaximumBarWidth(LINE_WIDTH / (ChartStyle.ROW_HEIGHT * Math.max(summaries.size(), 2)));
    }

    @Override
    public Paint getItemPaint(int row, int column) {
      return style.shade(style.colorOf(summaries.get(column).model()));
    }
  }
}
