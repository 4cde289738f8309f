package serverbench.charts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import serverbench.results.PointSummary;
import serverbench.results.RunSummary;
import serverbench.results.Summary;

/**
 * Whole percentile curves as HdrHistogram draws them, for the best model of each family by
 * throughput and for the two with the lowest and the highest p99.
 */
final class PercentileChart {

  private static final int TICKS_PER_HALF_DISTANCE = 5;
  private static final int HEIGHT = 420;

  /** So many samples must lie above the last percentile that is drawn. */
  private static final double FEWEST_ABOVE = 2;

  private PercentileChart() {}

  static Picture of(ChartStyle style, RunSummary run, PointSummary point) {
    List<Summary> chosen = chosen(point);
    List<Line> lines = chosen.stream().map(PercentileChart::line).toList();
    PercentileAxis x = new PercentileAxis("percentile");
    style.apply(x);
    x.setRange(
        1, 1.05 * lines.stream().mapToDouble(l -> l.points().getLast().x()).max().orElse(1_000));
    OneTwoFiveAxis y =
        new OneTwoFiveAxis(
            point.workload().onSchedule()
                ? "latency in ms, from the intended start"
                : "latency in ms");
    style.apply(y);
    double lowest =
        lines.stream().mapToDouble(line -> line.points().getFirst().y()).min().orElse(1);
    double highest =
        lines.stream().mapToDouble(line -> line.points().getLast().y()).max().orElse(10);
    y.setRange(lowest * 0.9, Math.max(highest, 2 * lowest) * 1.1);
    Panel panel = LinePlot.panel(style, "", lines, List.of(), x, y, LinePlot.Marks.NONE);
    return new Frame(style, run)
        .around(
            "percentiles-" + point.plainName(),
            "Latency by percentile: " + point.title(),
            point.workload().description(),
            new PanelGrid(
                style,
                List.of(panel),
                1,
                FamilyPanels.LABEL_WIDTH,
                Rows.families(style, chosen.stream().map(Summary::model).toList())),
            ChartStyle.WIDTH,
            HEIGHT,
            chosen,
            List.of(
                "The best of each family by throughput, and the models with the lowest and the"
                    + " highest p99. All curves are in the report."),
            List.of());
  }

  /** In the article's order, each once. */
  static List<Summary> chosen(PointSummary point) {
    List<Summary> candidates =
        point.summaries().stream()
            .filter(summary -> summary.latencyMillis(99).isPresent() && !summary.saturated())
            .toList();
    Map<String, Summary> bestOfFamily = new LinkedHashMap<>();
    for (Summary summary : candidates) {
      bestOfFamily.merge(
          String.valueOf(summary.model().family()),
          summary,
          (a, b) -> a.throughput().getAsDouble() >= b.throughput().getAsDouble() ? a : b);
    }
    Comparator<Summary> byTail =
        Comparator.comparingDouble(summary -> summary.latencyMillis(99).getAsDouble());
    Set<String> names = new TreeSet<>();
    bestOfFamily.values().forEach(summary -> names.add(summary.model().name()));
    candidates.stream().min(byTail).ifPresent(summary -> names.add(summary.model().name()));
    candidates.stream().max(byTail).ifPresent(summary -> names.add(summary.model().name()));
    return candidates.stream().filter(s -> names.contains(s.model().name())).toList();
  }

  private static Line line(Summary summary) {
    Histogram histogram = summary.latency();
    double end = Math.max(2, histogram.getTotalCount() / FEWEST_ABOVE);
    List<Line.Point> points = new ArrayList<>();
    for (HistogramIterationValue value : histogram.percentiles(TICKS_PER_HALF_DISTANCE)) {
      double x = PercentileAxis.positionOf(value.getPercentileLevelIteratedTo());
      if (x <= end) {
        points.add(new Line.Point(x, value.getValueIteratedTo() / 1e6));
      }
    }
    return new Line(summary.model(), summary.model().name(), points);
  }
}
