package serverbench.charts;

import java.awt.Color;
import java.awt.Paint;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;
import serverbench.results.FlagMarks;
import serverbench.results.Interval;
import serverbench.results.Run;
import serverbench.results.Summary;
import serverbench.results.WorkloadInfo;

/**
 * Throughput by model in the article's order: one bar a model, coloured by family, with the 95 %
 * interval over forks where there is one. A model without numbers keeps its row and says why.
 */
final class ThroughputChart {

  /** Room right of the longest bar for its number and marks, as a share of the axis. */
  private static final double ROOM_FOR_WORDS = 0.16;

  private ThroughputChart() {}

  static Picture of(Run run, WorkloadInfo workload) {
    List<Summary> summaries = Summary.of(run, workload);
    FlagMarks marks = FlagMarks.of(run);
    CategoryPlot plot = plot(summaries);
    double longest = summaries.stream().mapToDouble(ThroughputChart::end).max().orElse(0);
    double axisEnd = longest > 0 ? longest / (1 - ROOM_FOR_WORDS) : 1;
    plot.getRangeAxis().setRange(0, axisEnd);
    for (Summary summary : summaries) {
      writeBeside(plot, summary, marks, axisEnd * 0.006);
    }
    return Frame.around(plot, "Throughput", run, workload, summaries);
  }

  private static CategoryPlot plot(List<Summary> summaries) {
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
    ChartStyle.apply(axis);
    axis.setNumberFormatOverride(thousands());
    CategoryPlot plot = new CategoryPlot(bars, Rows.axis(), axis, new BarByFamily(summaries));
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setFixedLegendItems(Rows.families(summaries));
    ChartStyle.apply(plot);
    return plot;
  }

  /** Where the bar or its whisker ends. */
  private static double end(Summary summary) {
    return summary.interval().map(Interval::high).orElse(summary.throughput().orElse(0));
  }

  private static void writeBeside(CategoryPlot plot, Summary summary, FlagMarks marks, double gap) {
    String absence = Captions.absence(summary);
    if (absence != null) {
      Color color = summary.missing() ? ChartStyle.SOFT_INK : ChartStyle.ALARM;
      Rows.write(plot, summary, gap, absence, color);
      return;
    }
    String text =
        (summary.lowerBound() ? "≥ " : "")
            + thousands().format(summary.throughput().getAsDouble())
            + beside("  ", marks.beside(summary))
            + (summary.forksFailed() > 0 ? "  (" + summary.forksFailed() + " failed)" : "");
    Rows.write(plot, summary, end(summary) + gap, text, ChartStyle.INK);
  }

  private static String beside(String gap, String marks) {
    return marks.isEmpty() ? "" : gap + marks;
  }

  private static DecimalFormat thousands() {
    return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
  }

  @SuppressWarnings("serial")
  private static final class BarByFamily extends StatisticalBarRenderer {
    private final transient List<Summary> summaries;

    BarByFamily(List<Summary> summaries) {
      this.summaries = summaries;
      setBarPainter(new StandardBarPainter());
      setShadowVisible(false);
      setDrawBarOutline(false);
      setErrorIndicatorPaint(ChartStyle.INK);
      setErrorIndicatorStroke(ChartStyle.WHISKER);
      setMaximumBarWidth(0.12);
    }

    @Override
    public Paint getItemPaint(int row, int column) {
      return ChartStyle.colorOf(summaries.get(column).model());
    }
  }
}
