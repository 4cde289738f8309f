package serverbench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import serverbench.results.Caveats;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.RunSummary;
import serverbench.results.WholeFile;
import serverbench.results.WorkloadInfo;

/** report.html: the whole run as one page that needs no other file and no network. */
final class HtmlReport {

  /** Nothing may be loaded from anywhere: the browser is told so too. */
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
      style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <link rel="icon" href="data:,">
      """;

  /** Shown by the script only. */
  private static final String FILTER =
      """
      <form id="filter" class="filter" role="search" hidden>
      <label>Models <input type="search" id="filter-text" placeholder="epoll fiber ..." \
      autocomplete="off" spellcheck="false"></label>
      <span class="families"></span>
      <output id="filter-count"></output>
      </form>
      """;

  private HtmlReport() {}

  static void write(Run run, Path runDir) throws IOException {
    String page = render(run, new RunFolder(runDir).charts());
    WholeFile.write(runDir.resolve("report.html"), page);
  }

  /**
   * @param charts folder of the pictures; those that are missing are left out
   */
  static String render(Run run, Path charts) throws IOException {
    RunSummary summary = RunSummary.of(run);
    Map<String, ChartData.Chart> live = new LinkedHashMap<>();
    StringBuilder out = new StringBuilder();
    out.append(HEAD);
    out.append("<title>").append(Html.escaped(title(run))).append("</title>\n");
    out.append("<style>\n").append(Embedded.style()).append("</style>\n</head>\n<body>\n");
    out.append(header(run));
    out.append(navigation(run));
    out.append(FILTER);
    out.append("<main>\n");
    out.append(HtmlSummary.section(summary));
    out.append(heatMap(charts));
    HtmlWorkload workloads = new HtmlWorkload(summary, charts, live);
    for (WorkloadInfo workload : run.workloads()) {
      out.append(workloads.section(workload));
    }
    out.append(new HtmlModels(summary, live).section());
    out.append(reproduce(run));
    out.append(HtmlEnvironment.section(run));
    out.append("</main>\n<div id=\"tip\" role=\"tooltip\" hidden></div>\n");
    out.append("<div id=\"said\" class=\"unseen\" aria-live=\"polite\"></div>\n");
    out.append("<script type=\"application/json\" id=\"chart-data\">");
    out.append(ChartData.json(live)).append("</script>\n");
    out.append("<script>\n").append(Embedded.chartLibrary()).append("</script>\n");
    out.append("<script>\n").append(Embedded.scripts()).append("</script>\n");
    return out.append("</body>\n</html>\n").toString();
  }

  private static String heatMap(Path charts) throws IOException {
    String picture = HtmlFigure.still("All models under all workloads", "heatmap", charts);
    return picture.isEmpty()
        ? ""
        : "<section id=\"overview\"><h2>All models under all workloads</h2>\n"
            + picture
            + "</section>\n";
  }

  private static String title(Run run) {
    return "Server concurrency models: " + run.id();
  }

  private static String header(Run run) {
    StringBuilder out = new StringBuilder("<header>\n<h1>Server concurrency models</h1>\n");
    out.append(Html.paragraph("lead", String.join(" · ", RunFacts.machine(run))));
    out.append(Html.paragraph("origin", RunFacts.origin(run)));
    List<String> caveats = Caveats.of(run);
    if (!caveats.isEmpty()) {
      out.append("<div class=\"banner\" role=\"alert\">\n");
      caveats.forEach(caveat -> out.append(Html.paragraph("", caveat)));
      out.append("</div>\n");
    }
    out.append(Html.list("notes", run.notes() == null ? List.of() : run.notes()));
    return out.append("</header>\n").toString();
  }

  private static String navigation(Run run) {
    StringBuilder out = new StringBuilder("<nav aria-label=\"Sections\">\n");
    out.append(link("summary", "In short"));
    for (WorkloadInfo workload : run.workloads()) {
      out.append(link(HtmlWorkload.anchor(workload), workload.name()));
    }
    out.append(link("models", "Models"));
    out.append(link("reproduce", "Reproduce"));
    out.append(link("environment", "Environment"));
    return out.append("</nav>\n").toString();
  }

  private static String link(String anchor, String text) {
    return "<a href=\"#" + Html.escaped(anchor) + "\">" + Html.escaped(text) + "</a>\n";
  }

  private static String reproduce(Run run) {
    return "<section id=\"reproduce\"><h2>Reproduce this run</h2>\n<pre tabindex=\"0\"><code>"
        + Html.escaped(run.command())
        + "</code></pre>\n"
        + Html.paragraph(
            "lead",
            "At commit "
                + run.environment().commit()
                + ". The seed fixes the order of the forks, not the numbers.")
        + "</section>\n";
  }
}
