package serverbench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import serverbench.results.PointSummary;
import serverbench.results.RunFolder;
import serverbench.results.RunSummary;
import serverbench.results.WorkloadInfo;

/** The part of the page about one workload: tables, what the marks mean, charts. */
final class HtmlWorkload {

  private final RunSummary run;
  private final Path charts;
  private final Map<String, ChartData.Chart> live;

  /**
   * @param charts folder of the pictures
   * @param live where the interactive charts are put, by id
   */
  HtmlWorkload(RunSummary run, Path charts, Map<String, ChartData.Chart> live) {
    this.run = run;
    this.charts = charts;
    this.live = live;
  }

  static String anchor(WorkloadInfo workload) {
    return "workload-" + RunFolder.plain(workload.name());
  }

  String section(WorkloadInfo workload) throws IOException {
    List<PointSummary> points = run.pointsOf(workload);
    StringBuilder out = new StringBuilder();
    out.append("<section class=\"workload\" id=\"").append(anchor(workload)).append("\">\n<h2>");
    out.append(Html.escaped(workload.name())).append("</h2>\n");
    out.append(Html.paragraph("lead", workload.description() + how(workload)));
    if (points.size() == 1) {
      out.append(point(points.getFirst()));
    } else {
      out.append(points(workload, points));
    }
    return out.append("</section>\n").toString();
  }

  private static String how(WorkloadInfo workload) {
    return " ("
        + workload.loop()
        + " loop, "
        + workload.connections()
        + " connections, "
        + workload.path()
        + ")";
  }

  private String point(PointSummary point) throws IOException {
    Map<String, ChartData.Chart> interactive = ChartData.ofPoint(run, point);
    live.putAll(interactive);
    String name = point.plainName();
    StringBuilder out = new StringBuilder(tables(point));
    out.append(still("Throughput by model", "throughput-", point));
    out.append(still("Latency by model", "latency-", point));
    for (String kind : List.of("percentiles-", "cost-")) {
      if (interactive.containsKey(kind + name)) {
        String label = interactive.get(kind + name).title();
        out.append(HtmlFigure.live(label, kind + name, List.of(kind + name), charts));
      }
    }
    return out.toString();
  }

  private String still(String label, String kind, PointSummary point) throws IOException {
    return HtmlFigure.still(label + ": " + point.title(), kind + point.plainName(), charts);
  }

  private String tables(PointSummary point) {
    ResultTable table = ResultTable.of(run, point);
    StringBuilder out = new StringBuilder();
    table.caveats().forEach(caveat -> out.append(Html.paragraph("caveat", caveat)));
    out.append(ceiling(point));
    out.append(HtmlTable.results(table));
    return out.append(Html.list("legend", table.legend())).toString();
  }

  /** What the load generator can measure at the most. */
  private static String ceiling(PointSummary point) {
    if (point.ceiling().isEmpty()) {
      return "";
    }
    return Html.paragraph(
        "lead",
        "Ceiling of the load generator, the best fork of the cheapest correct responder: "
            + Figures.whole(point.ceiling().getAsDouble())
            + " req/s.");
  }

  private String points(WorkloadInfo workload, List<PointSummary> points) throws IOException {
    StringBuilder out = new StringBuilder();
    Map<String, ChartData.Chart> interactive = ChartData.ofPoints(run, workload);
    live.putAll(interactive);
    for (Grid grid : Grid.of(run, workload)) {
      out.append("<h3>").append(Html.escaped(grid.title())).append("</h3>\n");
      out.append(HtmlTable.grid(grid, run.run().models()));
    }
    String name = RunFolder.plain(workload.name());
    String picture =
        workload.onSchedule()
            ? "load-"
            : points.stream().anyMatch(p -> p.point().idleConnections() > 0)
                ? "memory-"
                : "concurrency-";
    if (!interactive.isEmpty()) {
      String label = workload.name() + " by load";
      out.append(HtmlFigure.live(label, picture + name, interactive.keySet(), charts));
    }
    for (PointSummary point : points) {
      out.append("<details class=\"point\"><summary>");
      out.append(Html.escaped(point.title())).append(": all columns</summary>\n");
      out.append(tables(point));
      out.append(still("Latency by model", "latency-", point));
      out.append("</details>\n");
    }
    return out.toString();
  }
}
