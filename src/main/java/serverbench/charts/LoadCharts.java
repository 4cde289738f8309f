package serverbench.charts;

import java.util.List;
import serverbench.charts.FamilyPanels.AxisKind;
import serverbench.charts.FamilyPanels.Measure;
import serverbench.results.OpenLoop;
import serverbench.results.Resources;
import serverbench.results.RunSummary;
import serverbench.results.Summary;
import serverbench.results.WorkloadInfo;

/** What happens when the load grows: pictures of workloads that were measured at several points. */
final class LoadCharts {

  private LoadCharts() {}

  /** Latency against load: flat, and then the knee. */
  static Picture latencyAgainstRate(ChartStyle style, RunSummary run, WorkloadInfo workload) {
    return FamilyPanels.of(
        style,
        run,
        workload,
        "load",
        "Latency against load",
        "requests per second, as scheduled",
        List.of(
            new Measure(
                "p99 latency in ms, from the intended start",
                summary -> summary.openLoop().map(OpenLoop::targetRate).orElse(Double.NaN),
                summary -> summary.saturated() ? Double.NaN : millis(summary, 99),
                AxisKind.LOGARITHMIC)),
        List.of(
            "A line ends at the last rate that its server kept up with. Rates above that are"
                + " saturated: their latency would only be the length of the queue."));
  }

  static Picture throughputAgainstConnections(
      ChartStyle style, RunSummary run, WorkloadInfo workload) {
    return FamilyPanels.of(
        style,
        run,
        workload,
        "concurrency",
        "Throughput and latency against concurrency",
        "connections, each with one request in flight",
        List.of(
            new Measure(
                "correct responses per second",
                summary -> (double) summary.point().connections(),
                summary -> summary.throughput().orElse(Double.NaN),
                AxisKind.FROM_ZERO),
            new Measure(
                "p99 latency in ms",
                summary -> (double) summary.point().connections(),
                summary -> millis(summary, 99),
                AxisKind.LOGARITHMIC)),
        List.of());
  }

  static Picture memoryAgainstConnections(ChartStyle style, RunSummary run, WorkloadInfo workload) {
    return FamilyPanels.of(
        style,
        run,
        workload,
        "memory",
        "Memory and threads against connections",
        "connections, idle ones too",
        List.of(
            new Measure(
                "memory in MiB",
                summary -> (double) summary.point().allConnections(),
                summary -> mebibytes(summary),
                AxisKind.LOGARITHMIC),
            new Measure(
                "server threads and child processes",
                summary -> (double) summary.point().allConnections(),
                LoadCharts::workers,
                AxisKind.LOGARITHMIC)),
        List.of(
            "Native memory and live objects over those of the null server's JVM under the same load,"
                + " children included; a model without a mark held no more than the null server."));
  }

  private static double millis(Summary summary, double percentile) {
    return summary.latencyMillis(percentile).orElse(Double.NaN);
  }

  /** NaN where the model holds no more than the null server: a logarithmic axis has no zero. */
  private static double mebibytes(Summary summary) {
    double bytes = summary.resource(Resources::residentBytes).orElse(Double.NaN);
    return bytes > 0 ? bytes / (1 << 20) : Double.NaN;
  }

  /** NaN for none: a logarithmic axis has no zero. */
  private static double workers(Summary summary) {
    double all =
        summary.resource(Resources::serverThreads).orElse(Double.NaN)
            + summary.resource(Resources::serverProcesses).orElse(0);
    return all > 0 ? all : Double.NaN;
  }
}
