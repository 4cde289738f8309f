package serverbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import serverbench.results.Families;
import serverbench.results.ForkResult;
import serverbench.results.Machine;
import serverbench.results.ModelInfo;
import serverbench.results.PointSummary;
import serverbench.results.RunSummary;
import serverbench.results.Score;
import serverbench.results.Summary;

/** A part of the page for each model: what it is, how it did, and every fork behind that. */
final class HtmlModels {

  private final RunSummary run;
  private final List<Score> scores;
  private final Map<String, ChartData.Chart> live;

  HtmlModels(RunSummary run, Map<String, ChartData.Chart> live) {
    this.run = run;
    this.scores = Score.all(run);
    this.live = live;
  }

  String section() {
    StringBuilder out = new StringBuilder("<section id=\"models\"><h2>The models</h2>\n");
    out.append(
        Html.paragraph(
            "lead",
            "What each is, how it was configured, how it did under each workload, and every JVM"
                + " behind its numbers."));
    Families.of(run.run().models())
        .forEach(
            (family, models) -> {
              out.append("<div class=\"family\" data-family=\"").append(Html.escaped(family));
              out.append("\"><h3>").append(Html.escaped(Families.titleOf(family)));
              out.append("</h3>\n");
              models.forEach(model -> out.append(model(model)));
              out.append("</div>\n");
            });
    return out.append("</section>\n").toString();
  }

  private String model(ModelInfo model) {
    StringBuilder out = new StringBuilder("<details class=\"model\" id=\"");
    out.append(Html.escaped(HtmlTable.modelAnchor(model))).append("\" data-model=\"");
    out.append(Html.escaped(model.name())).append("\" data-family=\"");
    out.append(Html.escaped(model.family())).append("\"><summary><span class=\"number\">");
    out.append(model.numberText()).append("</span> <b>").append(Html.escaped(model.label()));
    out.append("</b> <span class=\"what\">").append(Html.escaped(model.description()));
    out.append("</span></summary>\n");
    if (!model.topology().isEmpty()) {
      out.append("<pre class=\"topology\" tabindex=\"0\" aria-label=\"Topology\">");
      out.append(Html.escaped(model.topology().stripTrailing())).append("</pre>\n");
    }
    out.append(term("When to use it", model.shines()));
    out.append(term("When not", model.fails()));
    out.append(term("Settings", pairs(model.settings())));
    out.append(scores(model));
    out.append(histograms(model));
    out.append(forks(model));
    return out.append("</details>\n").toString();
  }

  private static String term(String what, String text) {
    return text.isEmpty()
        ? ""
        : "<p><b>" + Html.escaped(what) + ":</b> " + Html.escaped(text) + "</p>\n";
  }

  private String scores(ModelInfo model) {
    List<List<String>> rows = new ArrayList<>();
    for (Score score : scores) {
      Score.Entry entry = score.entries().get(model.name());
      rows.add(
          List.of(
              score.title(),
              score.measure(),
              entry.value().isPresent()
                  ? (entry.atLeast() ? "≥ " : "")
                      + Figures.threeDigits(entry.value().getAsDouble())
                      + " "
                      + score.unit()
                  : entry.absence(),
              score.relative(model.name()).isPresent()
                  ? Figures.percent(100 * score.relative(model.name()).getAsDouble()) + " %"
                  : "",
              String.join(", ", entry.summary().rules())));
    }
    List<String> headings = List.of("workload", "measure", "figure", "of the best", "flags");
    return Html.table("Scores of " + model.label(), headings, rows);
  }

  /** One for each workload, at its first point; drawn by the script when the part is opened. */
  private String histograms(ModelInfo model) {
    StringBuilder out = new StringBuilder("<div class=\"histograms\">");
    for (var workload : run.run().workloads()) {
      for (PointSummary point : run.pointsOf(workload).stream().limit(1).toList()) {
        Summary summary = point.of(model.name()).orElseThrow();
        if (summary.measured() && !summary.saturated()) {
          String id = "histogram-" + model.name() + "-" + point.plainName();
          live.put(id, ChartData.histogram(run, point, summary));
          out.append("<div class=\"live\" data-chart=\"").append(Html.escaped(id));
          out.append("\" hidden></div>\n");
        }
      }
    }
    return out.append("</div>\n").toString();
  }

  private String forks(ModelInfo model) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < run.run().forks().size(); i++) {
      ForkResult fork = run.run().forks().get(i);
      if (fork.model().equals(model.name())) {
        rows.add(fork.ok() ? good(fork, i) : without(fork, i));
      }
    }
    if (rows.isEmpty()) {
      return "";
    }
    List<String> headings =
        List.of(
            "ran as",
            "workload",
            "fork",
            "req/s",
            "iterations",
            "warm-up",
            "cores apart",
            "core work",
            "client / server count",
            "errors",
            "flags");
    return "<details><summary>"
        + rows.size()
        + (rows.size() == 1 ? " fork" : " forks")
        + "</summary>\n"
        + Html.table("Forks of " + model.label(), headings, rows)
        + "</details>\n";
  }

  private static List<String> good(ForkResult fork, int order) {
    String iterations =
        fork.iterations() == null
            ? ""
            : fork.iterations().stream().map(Figures::whole).collect(Collectors.joining(" · "));
    String warmup =
        fork.warmup() == null
            ? ""
            : Figures.threeDigits(fork.warmup().seconds())
                + " s"
                + (fork.warmup().flat() ? "" : ", not flat");
    return List.of(
        String.valueOf(order + 1),
        place(fork),
        String.valueOf(fork.fork() + 1),
        Figures.whole(fork.throughput()),
        iterations,
        warmup,
        cores(fork, Machine::coreRoundTripNanos),
        cores(fork, Machine::coreWorkNanos),
        Figures.whole(fork.clientResponses()) + " / " + Figures.whole(fork.serverResponses()),
        pairs(fork.errors()),
        fork.flags().stream()
            .map(flag -> flag.rule() + ": " + flag.reason())
            .distinct()
            .collect(Collectors.joining("; ")));
  }

  private static List<String> without(ForkResult fork, int order) {
    String why = fork.failure() == null ? "no reason recorded" : fork.failure();
    boolean failed = fork.status() == ForkResult.Status.FAILED;
    return List.of(
        String.valueOf(order + 1),
        place(fork),
        String.valueOf(fork.fork() + 1),
        (failed ? "failed: " : "n/a: ") + why,
        "",
        "",
        "",
        "",
        "",
        "",
        "");
  }

  private static String cores(ForkResult fork, Function<Machine, Double> field) {
    return Optional.ofNullable(fork.resources())
        .flatMap(used -> used.ofMachine(field))
        .map(nanos -> Figures.whole(nanos) + " ns")
        .orElse("");
  }

  private static String place(ForkResult fork) {
    return fork.point().label().isEmpty()
        ? fork.workload()
        : fork.workload() + ", " + fork.point().label();
  }

  private static String pairs(Map<String, ?> map) {
    Map<String, Object> sorted = map == null ? Map.of() : new TreeMap<>(map);
    return new LinkedHashMap<>(sorted)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
