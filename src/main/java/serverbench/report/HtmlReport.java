package serverbench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import serverbench.results.Caveats;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.WholeFile;

/** report.html: the whole run as one page that needs no other file and no network. */
final class HtmlReport {

  private static final String STYLE = "report.css";

  private HtmlReport() {}

  static void write(Run run, Path runDir) throws IOException {
    String page = render(run, new RunFolder(runDir).charts());
    WholeFile.write(runDir.resolve("report.html"), page);
  }

  /**
   * @param charts folder of the pictures; those that are missing are left out
   */
  static String render(Run run, Path charts) throws IOException {
    List<ResultTable> tables = ResultTable.all(run);
    StringBuilder out = new StringBuilder();
    out.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        """);
    out.append("<title>").append(Html.escaped(title(run))).append("</title>\n");
    out.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n");
    out.append(header(run));
    out.append(navigation(tables));
    out.append("<main>\n");
    for (ResultTable table : tables) {
      out.append(HtmlWorkload.section(table, charts));
    }
    out.append(reproduce(run));
    out.append(HtmlDetails.models(run));
    out.append(HtmlDetails.forks(run));
    out.append(HtmlDetails.environment(run));
    return out.append("</main>\n</body>\n</html>\n").toString();
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

  private static String navigation(List<ResultTable> tables) {
    StringBuilder out = new StringBuilder("<nav aria-label=\"Sections\">\n");
    for (ResultTable table : tables) {
      out.append(link(HtmlWorkload.anchor(table.workload()), table.workload().name()));
    }
    out.append(link("reproduce", "Reproduce"));
    out.append(link("models", "Models"));
    out.append(link("forks", "Forks"));
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

  private static String style() throws IOException {
    try (InputStream css = HtmlReport.class.getResourceAsStream(STYLE)) {
      if (css == null) {
        throw new IOException("the jar has no " + STYLE);
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
