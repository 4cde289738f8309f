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

  private HtmlReport() {}

  static void write(RunSummary run, Path runDir) throws IOException {
    String page = render(run, new RunFolder(runDir).charts());
    WholeFile.write(runDir.resolve("report.html"), page);
  }

  /**
   * @param charts folder of the pictures; those that are missing are left out
   */
  static String render(RunSummary summary, Path charts) throws IOException {
    Run run = summary.run();
    Map<String, ChartData.Chart> live = new LinkedHashMap<>();
    StringBuilder out = new StringBuilder();
    out.append(HtmlPage.opening(title(run)));
    out.append(header(run));
    String overview = heatMap(charts);
    out.append(HtmlPage.bar(navigation(run, !overview.isEmpty()), run.models()));
    out.append("<main>\n");
    out.append(HtmlSummary.section(summary));
    out.append(overview);
    HtmlWorkload workloads = new HtmlWorkload(summary, charts, live);
    for (WorkloadInfo workload : run.workloads()) {
      out.append(workloads.section(workload));
    }
    out.append(new HtmlModels(summary, live).section());
    out.append(reproduce(run));
    out.append(HtmlEnvironment.section(run));
    return out.append("</main>\n").append(HtmlPage.closing(live)).toString();
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

  private static String navigation(Run run, boolean overview) {
    StringBuilder out = new StringBuilder();
    out.append(HtmlPage.link("summary", "Which model"));
    if (overview) {
      out.append(HtmlPage.link("overview", "All models"));
    }
    for (WorkloadInfo workload : run.workloads()) {
      out.append(HtmlPage.link(HtmlWorkload.anchor(workload), workload.name()));
    }
    out.append(HtmlPage.link("models", "Models"));
    out.append(HtmlPage.link("reproduce", "Reproduce"));
    out.append(HtmlPage.link("environment", "Environment"));
    return out.toString();
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
