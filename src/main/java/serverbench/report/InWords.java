package serverbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import serverbench.results.AllRounder;
import serverbench.results.Interval;
import serverbench.results.RunSummary;
import serverbench.results.Summary;

/** What a run says about all of its workloads together, in whole sentences. */
final class InWords {

  private InWords() {}

  /** The model to pick when one cannot choose; empty when too little was measured to say. */
  static Optional<String> choice(RunSummary run) {
    return AllRounder.of(run).map(pick -> choice(run, pick));
  }

  private static String choice(RunSummary run, AllRounder pick) {
    String words =
        String.format(
            Locale.ROOT,
            "If you cannot choose: %s. No other model stays as close to the best under all workloads"
                + " measured: it has at least %s %% of the best everywhere, the least under %s.",
            pick.model().label(),
            Figures.percent(100 * pick.worstShare()),
            pick.worst().title());
    boolean ranked = run.points().stream().anyMatch(point -> !point.ranking().isEmpty());
    return ranked
        ? words
        : words
            + " With fewer than "
            + Interval.FEWEST_FORKS
            + " forks this is a hint, not a ranking.";
  }

  /** How far the numbers can be trusted. */
  static List<String> trust(RunSummary run) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Best: whoever has the best figure, and all who cannot be told from it: by overlapping 95 %"
            + " intervals over forks for throughput, within 10 % for latency and rates.");
    List<Summary> measured =
        run.points().stream()
            .flatMap(point -> point.summaries().stream())
            .filter(Summary::measured)
            .toList();
    long limited = measured.stream().filter(Summary::lowerBound).count();
    if (limited > 0) {
      sentences.add(
          limited
              + " of "
              + measured.size()
              + " throughputs are lower bounds (≥): the load generator was the limit there, not the"
              + " server. Compare those models by their CPU for a request.");
    }
    long flagged =
        measured.stream().filter(summary -> !othersThanLimits(summary).isEmpty()).count();
    if (flagged > 0) {
      sentences.add(
          flagged
              + " of "
              + measured.size()
              + " results carry a flag, a letter that stands for a reason to doubt them.");
    }
    sentences.add(
        "Memory and threads are what a model holds over the cheapest responder, unless the client's"
            + " are named with them: both are in one process.");
    sentences.add(
        "Client and server share this one machine and talk over loopback: believe ratios between"
            + " models, not absolute numbers.");
    return sentences;
  }

  private static Set<String> othersThanLimits(Summary summary) {
    Set<String> rules = new TreeSet<>(summary.rules());
    rules.remove(Summary.CLIENT_LIMITED);
    rules.remove(Summary.SATURATED);
    return rules;
  }
}
