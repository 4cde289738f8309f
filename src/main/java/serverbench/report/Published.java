package serverbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import serverbench.results.Caveats;
import serverbench.results.RunSummary;

/**
 * What the README shows of one run, all of it computed from the run: which model for which work,
 * pictures, figures, the machine.
 */
public final class Published {

  /** Names of the parts that a README has. */
  public static final String RESULTS = "results";

  public static final String ENVIRONMENT = "environment";

  /** Pictures by name of file, with what they show; the first one stands in the open. */
  private static final Map<String, String> PICTURES = new LinkedHashMap<>();

  static {
    PICTURES.put("heatmap", "All models under all workloads, in percent of the best");
    PICTURES.put("throughput-keepalive", "Throughput by model on connections that stay open");
    PICTURES.put("throughput-blocking-sorted", "Throughput when each request blocks for 2 ms");
    PICTURES.put("latency-latency-50-percent", "Latency at half of each model's own throughput");
    PICTURES.put("load-curve", "Latency against load");
    PICTURES.put("concurrency-sweep", "Throughput and latency against connections");
    PICTURES.put("memory-idle", "Memory and threads against idle connections");
    PICTURES.put("cost-keepalive", "Server CPU for a request against throughput");
  }

  private Published() {}

  /** Whether a picture is among those shown. */
  public static boolean shows(String picture) {
    return PICTURES.containsKey(picture);
  }

  /**
   * The parts as Markdown, by name.
   *
   * @param pictures names without ending of those that were drawn
   * @param folder in which they are, beside the README
   */
  public static Map<String, String> parts(RunSummary run, Set<String> pictures, String folder) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put(RESULTS, results(run, pictures, folder));
    parts.put(ENVIRONMENT, environment(run, folder));
    return parts;
  }

  private static String results(RunSummary run, Set<String> pictures, String folder) {
    StringBuilder text = new StringBuilder();
    for (String caveat : Caveats.of(run.run())) {
      text.append("> ").append(Markdown.escaped(caveat)).append("\n\n");
    }
    List<String> shown = PICTURES.keySet().stream().filter(pictures::contains).toList();
    shown.stream().limit(1).forEach(name -> text.append(picture(name, folder)).append("\n"));
    InWords.choice(run).ifPresent(words -> text.append(Markdown.escaped(words)).append("\n\n"));
    text.append(Markdown.row(HtmlSummary.HEADINGS));
    text.append(Markdown.row(HtmlSummary.HEADINGS.stream().map(_ -> ":---").toList()));
    for (Verdict verdict : Verdict.all(run)) {
      text.append(
          Markdown.row(HtmlSummary.cells(verdict).stream().map(Markdown::escaped).toList()));
    }
    text.append("\n").append(ScoreTable.markdown(run)).append("\n");
    InWords.trust(run)
        .forEach(words -> text.append("- ").append(Markdown.escaped(words)).append("\n"));
    text.append("\n");
    shown.stream().skip(1).forEach(name -> text.append(folded(name, folder)));
    return text.toString();
  }

  private static String folded(String name, String folder) {
    return "<details><summary>"
        + Html.escaped(PICTURES.get(name))
        + "</summary>\n\n"
        + picture(name, folder)
        + "</details>\n\n";
  }

  /** The dark one where the page is dark. */
  private static String picture(String name, String folder) {
    String path = folder + "/" + name;
    return "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\""
        + path
        + "-dark.png\"><img src=\""
        + path
        + ".png\" alt=\""
        + Html.escaped(PICTURES.get(name))
        + "\"></picture>\n";
  }

  private static String environment(RunSummary run, String folder) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(", ", RunFacts.machine(run.run())) + ".");
    lines.add(RunFacts.origin(run.run()));
    lines.addAll(run.run().notes() == null ? List.of() : run.run().notes());
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append("- ").append(Markdown.escaped(line)).append("\n"));
    text.append("- All of it, every fork and histogram: [run.json](").append(folder);
    text.append("/run.json), made by\n\n      ").append(run.run().command());
    return text.append("\n\n").toString();
  }
}
