package serverbench.charts;

import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import serverbench.results.PointSummary;
import serverbench.results.RunSummary;
import serverbench.results.Summary;

/** What a request costs the server, against how many it answers. Right and low is good. */
final class CostChart {

  private static final int HEIGHT = 520;

  private CostChart() {}

  static Picture of(ChartStyle style, RunSummary run, PointSummary point) {
    List<Summary> drawn =
        point.summaries().stream()
            .filter(s -> s.measured() && s.serverCpuMicros().orElse(0) > 0)
            .toList();
    XYSeriesCollection points = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setDrawOutlines(true);
    renderer.setUseOutlinePaint(true);
    List<ScatterLabels.Label> labels = new ArrayList<>();
    for (Summary summary : drawn) {
      XYSeries series = new XYSeries(summary.model().name());
      double x = summary.throughput().getAsDouble();
      double y = summary.serverCpuMicros().getAsDouble();
      series.add(x, y);
      points.addSeries(series);
      int index = points.getSeriesCount() - 1;
      renderer.setSeriesPaint(index, style.colorOf(summary.model()));
      renderer.setSeriesOutlinePaint(index, style.background());
      renderer.setSeriesShape(index, new Ellipse2D.Double(-5, -5, 10, 10));
      String marks = run.marks().beside(summary);
      String name = summary.model().name() + (marks.isEmpty() ? "" : "  " + marks);
      labels.add(new ScatterLabels.Label((summary.lowerBound() ? "≥ " : "") + name, x, y));
    }
    NumberAxis x = new NumberAxis("correct responses per second");
    style.apply(x);
    x.setNumberFormatOverride(Numbers.whole());
    x.setRange(0, labels.stream().mapToDouble(ScatterLabels.Label::x).max().orElse(1) * 1.12);
    OneTwoFiveAxis y = new OneTwoFiveAxis("server CPU in µs for a request");
    style.apply(y);
    double lowest = labels.stream().mapToDouble(ScatterLabels.Label::y).min().orElse(1);
    double highest = labels.stream().mapToDouble(ScatterLabels.Label::y).max().orElse(10);
    y.setRange(lowest * 0.85, Math.max(highest, 1.5 * lowest) * 1.15);
    XYPlot plot = new XYPlot(points, x, y, renderer);
    style.apply(plot);
    // Half of the last label of the axis stands right of the plot.
    plot.setInsets(new RectangleInsets(0, 0, 0, 30));
    plot.setFixedLegendItems(Rows.families(style, drawn.stream().map(Summary::model).toList()));
    plot.addAnnotation(new ScatterLabels(style, labels));
    List<String> absent =
        point.summaries().stream()
            .filter(summary -> !drawn.contains(summary))
            .map(summary -> summary.model().name())
            .toList();
    return new Frame(style, run)
        .around(
            "cost-" + point.plainName(),
            "Server CPU against throughput: " + point.title(),
            point.workload().description() + "; right and low is good",
            plot,
            ChartStyle.WIDTH,
            HEIGHT,
            drawn,
            absent.isEmpty() ? List.of() : List.of("No figures: " + String.join(", ", absent)),
            List.of());
  }
}
