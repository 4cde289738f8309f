package serverbench.charts;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import serverbench.results.Environment;
import serverbench.results.Run;
import serverbench.results.Summary;

/** The words around a chart. */
final class Captions {

  private Captions() {}

  /**
   * Machine, profile, commit: under every title.
   *
   * @param description what the chart is about, one line
   */
  static String subtitle(Run run, String description) {
    Environment environment = run.environment();
    String machine =
        Stream.of(
                environment.cpu(),
                environment.cores() + (environment.cores() == 1 ? " core" : " cores"),
                environment.kernel(),
                environment.jdk())
            .filter(part -> part != null && !part.isBlank())
            .collect(Collectors.joining(", "));
    return description
        + "\n"
        + machine
        + "\nprofile "
        + run.profile()
        + ", commit "
        + environment.commit()
        + ", "
        + run.started().toString().substring(0, 10);
  }

  /** In place of a bar, or null where there are numbers. */
  static String absence(Summary summary) {
    if (summary.measured()) {
      return null;
    }
    if (summary.notApplicable().isPresent()) {
      return "n/a: " + shortened(summary.notApplicable().get(), 80);
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
