package serverbench.charts;

import java.awt.Color;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainCategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;
import serverbench.results.FlagMarks;
import serverbench.results.Interval;
import serverbench.results.PointSummary;
import serverbench.results.RunSummary;
import serverbench.results.Summary;

/**
 * Throughput by model: one bar a model, coloured by family, with the 95 % interval over forks where
 * there is one. A model without numbers keeps its row and says why. Right of the bars, on a scale
 * of their own, stand the article's figures.
 */
final class ThroughputChart {

  /** In which order the models stand. */
  enum Order {
    ARTICLE(""),
    SORTED("-sorted");

    private final String suffix;

    Order(String suffix) {
      this.suffix = suffix;
    }

    List<Summary> of(List<Summary> summaries) {
      return this == ARTICLE
          ? summaries
          : summaries.stream()
              .sorted(
                  Comparator.comparing((Summary s) -> s.model().standsBeside())
                      .thenComparingDouble(s -> -s.throughput().orElse(-1)))
              .toList();
    }
  }

  /** Room right of the longest bar for its number and marks, as a share of the axis. */
  private static final double ROOM_FOR_WORDS = 0.19;

  private static final int WEIGHT_OF_BARS = 5;

  /** The article measured plain answers; its figures say nothing about other work. */
  private static final String ARTICLES_PATH = "/";

  private ThroughputChart() {}

  static Picture of(ChartStyle style, RunSummary run, PointSummary point, Order order) {
    List<Summary> summaries = order.of(point.summaries());
    CategoryPlot bars = bars(style, summaries);
    double longest = summaries.stream().mapToDouble(ThroughputChart::end).max().orElse(0);
    double axisEnd = longest > 0 ? longest / (1 - ROOM_FOR_WORDS) : 1;
    bars.getRangeAxis().setRange(0, axisEnd);
    for (Summary summary : summaries) {
      writeBeside(style, bars, summary, run.marks(), axisEnd * 0.006);
    }
    CombinedDomainCategoryPlot plot = new CombinedDomainCategoryPlot(Rows.axis(style));
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setGap(14);
    plot.add(bars, WEIGHT_OF_BARS);
    boolean article =
        ARTICLES_PATH.equals(point.workload().path())
            && summaries.stream().anyMatch(s -> s.model().articleQps() != null);
    if (article) {
      plot.add(articlesFigures(style, summaries), 1);
    }
    plot.setFixedLegendItems(
        Rows.families(style, point.summaries().stream().map(Summary::model).toList()));
    return new Frame(style, run)
        .around(
            "throughput-" + point.plainName() + order.suffix,
            "Throughput by model: " + point.title(),
            point.workload().description(),
            plot,
            ChartStyle.WIDTH,
            Rows.plotHeight(summaries.size()),
            summaries,
            article
                ? List.of(
                    "◆  the article's figures, on a scale of their own: C++11 on another machine,"
                        + " a new connection for each request, logging on. To be compared with each"
                        + " other, not with the bars.")
                : List.of(),
            Rows.keysOf(summaries));
  }

  private static CategoryPlot bars(ChartStyle style, List<Summary> summaries) {
    DefaultStatisticalCategoryDataset bars = new DefaultStatisticalCategoryDataset();
    boolean intervals = false;
    for (Summary summary : summaries) {
      Double mean = summary.measured() ? summary.throughput().getAsDouble() : null;
      Double half = summary.interval().map(Interval::halfWidth).orElse(null);
      intervals |= half != null;
      bars.add(mean, half, "throughput", Rows.keyOf(summary));
    }
    NumberAxis axis =
        new NumberAxis(
            "correct responses per second, mean over forks"
                + (intervals ? " with 95 % interval" : ""));
    style.apply(axis);
    axis.setNumberFormatOverride(Numbers.whole());
    CategoryPlot plot = new CategoryPlot(bars, null, axis, new BarByFamily(style, summaries));
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    style.apply(plot);
    return plot;
  }

  private static CategoryPlot articlesFigures(ChartStyle style, List<Summary> summaries) {
    DefaultCategoryDataset figures = new DefaultCategoryDataset();
    for (Summary summary : summaries) {
      figures.addValue(summary.model().articleQps(), "article", Rows.keyOf(summary));
    }
    NumberAxis axis = new NumberAxis("article, own scale");
    style.apply(axis);
    axis.setLabelPaint(style.softInk());
    axis.setNumberFormatOverride(Numbers.whole());
    double highest =
        summaries.stream()
            .map(summary -> summary.model().articleQps())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    axis.setRange(0, highest * 1.1);
    axis.setTickUnit(new NumberTickUnit(OneTwoFiveAxis.notAbove(highest * 0.8)));
    LineAndShapeRenderer marks = new LineAndShapeRenderer(false, true);
    marks.setSeriesShape(0, diamond());
    marks.setSeriesPaint(0, style.softInk());
    CategoryPlot plot = new CategoryPlot(figures, null, axis, marks);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    style.apply(plot);
    return plot;
  }

  private static Shape diamond() {
    Path2D path = new Path2D.Double();
    path.moveTo(0, -4.5);
    path.lineTo(4.5, 0);
    path.lineTo(0, 4.5);
    path.lineTo(-4.5, 0);
    path.closePath();
    return path;
  }

  /** Where the bar or its whisker ends. */
  private static double end(Summary summary) {
    return summary.interval().map(Interval::high).orElse(summary.throughput().orElse(0));
  }

  private static void writeBeside(
      ChartStyle style, CategoryPlot plot, Summary summary, FlagMarks marks, double gap) {
    String absence = Captions.absence(summary);
    if (absence != null) {
      Color color = summary.failures().isEmpty() ? style.softInk() : style.alarm();
      Rows.write(plot, summary, gap, absence, color);
      return;
    }
    String text =
        (summary.lowerBound() ? "≥ " : "")
            + Numbers.whole().format(summary.throughput().getAsDouble())
            + beside("  ", marks.beside(summary))
            + (summary.forksFailed() > 0 ? "  (" + summary.forksFailed() + " failed)" : "");
    Rows.write(plot, summary, end(summary) + gap, text, style.ink());
  }

  private static String beside(String gap, String marks) {
    return marks.isEmpty() ? "" : gap + marks;
  }

  @SuppressWarnings("serial")
  private static final class BarByFamily extends StatisticalBarRenderer {
    private final ChartStyle style;
    private final transient List<Summary> summaries;

    BarByFamily(ChartStyle style, List<Summary> summaries) {
      this.style = style;
      this.summaries = summaries;
      setBarPainter(new StandardBarPainter());
      setShadowVisible(false);
      setDrawBarOutline(false);
      setErrorIndicatorPaint(style.ink());
      setErrorIndicatorStroke(ChartStyle.WHISKER);
      setMaximumBarWidth(0.12);
    }

    @Override
    public Paint getItemPaint(int row, int column) {
      return style.colorOf(summaries.get(column).model());
    }
  }
}
