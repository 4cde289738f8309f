package serverbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import serverbench.results.Environment;
import serverbench.results.Run;

/** The machine and software that the run ran on. */
final class HtmlEnvironment {

  private HtmlEnvironment() {}

  static String section(Run run) {
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
}
