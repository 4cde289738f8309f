package serverbench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.HdrHistogram.HistogramIterationValue;
import serverbench.results.OpenLoop;
import serverbench.results.PointSummary;
import serverbench.results.Resources;
import serverbench.results.RunFolder;
import serverbench.results.RunSummary;
import serverbench.results.Summary;
import serverbench.results.WorkloadInfo;

/** The numbers of the interactive charts, as JSON for the page's script. */
final class ChartData {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STEPS_PER_DECADE = 10;
  private static final int TICKS_PER_HALF_DISTANCE = 4;

  /**
   * One chart.
   *
   * @param title for people
   * @param kind "line", "points" or "bars"
   * @param x axis
   * @param y axis
   * @param series one a model
   */
  record Chart(String title, String kind, Axis x, Axis y, List<Series> series) {}

  /**
   * @param scale "linear", "log", "percentile" (position 1/(1 - p)) or "decades/10" (tenths of a
   *     decade)
   */
  record Axis(String label, String scale) {}

  record Series(
      String model, String family, boolean variant, String marks, List<double[]> points) {}

  private ChartData() {}

  /** The charts of a workload with one point, or of one that is shown point by point. */
  static Map<String, Chart> ofPoint(RunSummary run, PointSummary point) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    put(
        charts,
        "percentiles-" + point.plainName(),
        new Chart(
            "Latency by percentile: " + point.title(),
            "line",
            new Axis("percentile", "percentile"),
            new Axis("latency in ms", "log"),
            point.summaries().stream()
                .filter(summary -> summary.measured() && !summary.saturated())
                .map(summary -> series(run, List.of(summary), percentiles(summary)))
                .toList()));
    if (!point.workload().onSchedule()) {
      put(
          charts,
          "cost-" + point.plainName(),
          new Chart(
              "Server CPU against throughput: " + point.title(),
              "points",
              new Axis("correct responses per second", "linear"),
              new Axis("server CPU in µs a request", "log"),
              point.summaries().stream()
                  .filter(s -> s.measured() && s.serverCpuMicros().orElse(0) > 0)
                  .map(
                      s ->
                          series(
                              run,
                              List.of(s),
                              List.of(
                                  new double[] {
                                    rounded(s.throughput().getAsDouble()),
                                    rounded(s.serverCpuMicros().getAsDouble())
                                  })))
                  .toList()));
    }
    return charts;
  }

  /** The charts of a workload with several points. */
  static Map<String, Chart> ofPoints(RunSummary run, WorkloadInfo workload) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    String name = RunFolder.plain(workload.name());
    if (workload.onSchedule()) {
      Axis rate = new Axis("requests per second, as scheduled", "log");
      Function<Summary, OptionalDouble> x =
          s -> s.openLoop().stream().mapToDouble(OpenLoop::targetRate).findFirst();
      for (double percentile : new double[] {50, 99, 99.9}) {
        String label = "p" + (percentile == 99.9 ? "99.9" : String.valueOf((int) percentile));
        against(
            charts,
            run,
            workload,
            "load-" + name + "-" + label,
            label + " latency against load",
            rate,
            x,
            new Axis(label + " latency in ms, from the intended start", "log"),
            s -> s.saturated() ? OptionalDouble.empty() : s.latencyMillis(percentile));
      }
      return charts;
    }
    Axis connections = new Axis("connections", "log");
    Function<Summary, OptionalDouble> x = s -> OptionalDouble.of(s.point().allConnections());
    against(
        charts,
        run,
        workload,
        "throughput-" + name,
        "Throughput against connections",
        connections,
        x,
        new Axis("correct responses per second", "linear"),
        Summary::throughput);
    against(
        charts,
        run,
        workload,
        "p99-" + name,
        "p99 latency against connections",
        connections,
        x,
        new Axis("p99 latency in ms", "log"),
        s -> s.latencyMillis(99));
    against(
        charts,
        run,
        workload,
        "memory-" + name,
        "Memory against connections",
        connections,
        x,
        new Axis("memory in MiB", "log"),
        s -> s.resource(r -> r.residentBytes() / (double) (1 << 20)));
    against(
        charts,
        run,
        workload,
        "threads-" + name,
        "Threads against connections",
        connections,
        x,
        new Axis("server threads", "log"),
        s -> s.resource(Resources::serverThreads));
    return charts;
  }

  private static void against(
      Map<String, Chart> charts,
      RunSummary run,
      WorkloadInfo workload,
      String id,
      String title,
      Axis xAxis,
      Function<Summary, OptionalDouble> x,
      Axis yAxis,
      Function<Summary, OptionalDouble> y) {
    List<Series> lines = new ArrayList<>();
    for (var model : run.run().models()) {
      List<Summary> ofModel =
          run.pointsOf(workload).stream()
              .flatMap(p -> p.of(model.name()).stream())
              .filter(Summary::measured)
              .toList();
      List<double[]> points =
          ofModel.stream()
              .flatMap(s -> point(x.apply(s), y.apply(s), yAxis))
              .sorted((a, b) -> Double.compare(a[0], b[0]))
              .toList();
      if (!points.isEmpty()) {
        lines.add(series(run, ofModel, points));
      }
    }
    put(charts, id, new Chart(title + ": " + workload.name(), "line", xAxis, yAxis, lines));
  }

  /** Nothing where one is missing, and nothing at or below zero on a logarithmic axis. */
  private static Stream<double[]> point(OptionalDouble x, OptionalDouble y, Axis yAxis) {
    if (x.isEmpty() || y.isEmpty() || x.getAsDouble() <= 0) {
      return Stream.empty();
    }
    if (yAxis.scale().equals("log") && y.getAsDouble() <= 0) {
      return Stream.empty();
    }
    return Stream.of(new double[] {rounded(x.getAsDouble()), rounded(y.getAsDouble())});
  }

  /** How often each latency occurred, in steps of a tenth of a decade; shares of all responses. */
  static Chart histogram(RunSummary run, PointSummary point, Summary summary) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    for (HistogramIterationValue value : summary.latency().recordedValues()) {
      double millis = value.getValueIteratedTo() / 1e6;
      int step = (int) Math.floor(Math.log10(millis) * STEPS_PER_DECADE);
      counts.merge(step, value.getCountAtValueIteratedTo(), Long::sum);
    }
    double total = summary.latency().getTotalCount();
    List<double[]> bars = new ArrayList<>();
    for (int step = counts.firstKey(); step <= counts.lastKey(); step++) {
      bars.add(new double[] {step, rounded(100 * counts.getOrDefault(step, 0L) / total)});
    }
    return new Chart(
        point.title(),
        "bars",
        new Axis("latency in ms", "decades/" + STEPS_PER_DECADE),
        new Axis("% of responses", "linear"),
        List.of(series(run, List.of(summary), bars)));
  }

  private static List<double[]> percentiles(Summary summary) {
    List<double[]> points = new ArrayList<>();
    double end = Math.max(2, summary.latency().getTotalCount() / 2.0);
    for (HistogramIterationValue value : summary.latency().percentiles(TICKS_PER_HALF_DISTANCE)) {
      double x = 1 / (1 - value.getPercentileLevelIteratedTo() / 100);
      if (x <= end) {
        points.add(new double[] {rounded(x), rounded(value.getValueIteratedTo() / 1e6)});
      }
    }
    return points;
  }

  private static Series series(RunSummary run, List<Summary> summaries, List<double[]> points) {
    var model = summaries.getFirst().model();
    var rules = new TreeSet<String>();
    summaries.forEach(summary -> rules.addAll(summary.rules()));
    rules.remove(Summary.SATURATED);
    return new Series(
        model.name(), model.family(), model.namesVariant(), run.marks().beside(rules), points);
  }

  private static void put(Map<String, Chart> charts, String id, Chart chart) {
    if (!chart.series().isEmpty()) {
      charts.put(id, chart);
    }
  }

  /** Five digits are more than a screen shows. */
  private static double rounded(double value) {
    if (value == 0 || Double.isInfinite(value)) {
      return value;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 4);
    return Double.parseDouble(String.format(Locale.ROOT, "%.5g", Math.round(value / unit) * unit));
  }

  /** JSON that cannot end the script element that it stands in. */
  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value).replace("<", "\\u003c").replace("&", "\\u0026");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts are always JSON", e);
    }
  }
}
