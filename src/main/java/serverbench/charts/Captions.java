package serverbench.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serverbench.results.Caveats;
import serverbench.results.Environment;
import serverbench.results.FlagMarks;
import serverbench.results.Run;
import serverbench.results.Summary;
import serverbench.results.WorkloadInfo;

/** The words around a chart. */
final class Captions {

  private Captions() {}

  /** Machine, profile, commit: under every title. */
  static String subtitle(Run run, WorkloadInfo workload) {
    Environment environment = run.environment();
    String machine =
        Stream.of(
                environment.cpu(),
                environment.cores() + (environment.cores() == 1 ? " core" : " cores"),
                environment.kernel(),
                environment.jdk())
            .filter(part -> part != null && !part.isBlank())
            .collect(Collectors.joining(", "));
    return workload.description()
        + "\n"
        + machine
        + "\nprofile "
        + run.profile()
        + ", commit "
        + environment.commit()
        + ", "
        + run.started().toString().substring(0, 10);
  }

  /** What a reader must know before the first bar. */
  static List<String> warnings(Run run, List<Summary> summaries) {
    List<String> lines = new ArrayList<>(Caveats.of(run));
    lines.addAll(Caveats.of(summaries));
    return lines;
  }

  /** "a throughput was still climbing ...", one line for each mark in the chart. */
  static List<String> legendOfFlags(FlagMarks marks, List<Summary> summaries) {
    return marks.legendOf(summaries).stream()
        .map(entry -> entry.mark() + "  " + entry.rule() + ": " + entry.meaning())
        .toList();
  }

  /** In place of a bar, or null where there are numbers. */
  static String absence(Summary summary) {
    if (summary.measured()) {
      return null;
    }
    return summary.missing()
        ? "not run"
        : "failed: " + shortened(summary.failures().getFirst(), 80);
  }

  private static String shortened(String text, int most) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}
