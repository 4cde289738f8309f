package serverbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import serverbench.results.Environment;
import serverbench.results.ForkResult;
import serverbench.results.ModelInfo;
import serverbench.results.Run;

/** The lower part of the page: models and settings, every fork, the environment. */
final class HtmlDetails {

  private HtmlDetails() {}

  static String models(Run run) {
    List<List<String>> rows = new ArrayList<>();
    for (ModelInfo model : run.models()) {
      rows.add(
          List.of(
              String.valueOf(model.number()),
              model.name(),
              text(model.family()).toLowerCase(Locale.ROOT),
              text(model.description()),
              text(model.backend()),
              pairs(model.settings())));
    }
    List<String> headings = List.of("#", "model", "family", "what it is", "backend", "settings");
    return "<section id=\"models\"><h2>Models and their settings</h2>\n"
        + Html.table("Models and their settings", headings, rows)
        + "</section>\n";
  }

  /** The evidence behind the means, one row a JVM. */
  static String forks(Run run) {
    List<List<String>> rows = new ArrayList<>();
    for (ForkResult fork : run.forks()) {
      rows.add(fork.status() == ForkResult.Status.OK ? good(fork) : failed(fork));
    }
    List<String> headings =
        List.of(
            "model",
            "workload",
            "fork",
            "req/s",
            "iterations",
            "warm-up",
            "client / server count",
            "errors",
            "flags");
    return "<section id=\"forks\"><h2>Every fork</h2>\n<details><summary>"
        + run.forks().size()
        + (run.forks().size() == 1 ? " fork" : " forks")
        + ", in the order in which they ran</summary>\n"
        + Html.table("Every fork", headings, rows)
        + "</details></section>\n";
  }

  private static List<String> good(ForkResult fork) {
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
        fork.model(),
        fork.workload(),
        String.valueOf(fork.fork() + 1),
        Figures.whole(fork.throughput()),
        iterations,
        warmup,
        Figures.whole(fork.clientResponses()) + " / " + Figures.whole(fork.serverResponses()),
        pairs(fork.errors()),
        fork.flags().stream()
            .map(ForkResult.Flag::rule)
            .distinct()
            .collect(Collectors.joining(", ")));
  }

  private static List<String> failed(ForkResult fork) {
    String why = "failed: " + text(fork.failure());
    String number = String.valueOf(fork.fork() + 1);
    return List.of(fork.model(), fork.workload(), number, why, "", "", "", "", "");
  }

  static String environment(Run run) {
    Environment environment = run.environment();
    List<List<String>> rows = new ArrayList<>();
    add(rows, "CPU", environment.cpu());
    add(rows, "cores", String.valueOf(environment.cores()));
    add(
        rows,
        "memory",
        environment.memoryBytes() > 0 ? Figures.gibibytes(environment.memoryBytes()) : null);
    add(rows, "governor", environment.governor());
    add(rows, "kernel", environment.kernel());
    add(rows, "JDK", environment.jdk());
    add(
        rows,
        "JVM flags",
        environment.jvmFlags() == null ? null : String.join(" ", environment.jvmFlags()));
    add(rows, "open files", Figures.whole(environment.openFilesLimit()));
    if (environment.more() != null) {
      new TreeMap<>(environment.more()).forEach((key, value) -> add(rows, key, value));
    }
    add(rows, "commit", environment.commit());
    add(rows, "started", String.valueOf(run.started()));
    add(rows, "finished", run.finished() == null ? null : run.finished().toString());
    add(rows, "seed", String.valueOf(run.seed()));
    return "<section id=\"environment\"><h2>Environment</h2>\n"
        + Html.table("Environment", List.of("what", "value"), rows)
        + "</section>\n";
  }

  private static void add(List<List<String>> rows, String what, String value) {
    if (value != null && !value.isBlank()) {
      rows.add(List.of(what, value));
    }
  }

  private static String pairs(Map<String, ?> map) {
    return map == null
        ? ""
        : new TreeMap<>(map)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
  }

  private static String text(String maybe) {
    return maybe == null ? "" : maybe;
  }
}
