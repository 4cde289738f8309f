package serverbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import serverbench.results.AllRounder;
import serverbench.results.Finding;
import serverbench.results.Interval;
import serverbench.results.ModelInfo;
import serverbench.results.RunSummary;
import serverbench.results.Score;
import serverbench.results.Summary;

/** What a run says about all of its workloads together, in whole sentences. */
final class InWords {

  private InWords() {}

  /** The model to pick when one cannot choose; empty when too little was measured to say. */
  static Optional<String> choice(RunSummary run) {
    return AllRounder.of(run).map(pick -> choice(run, pick));
  }

  private static String choice(RunSummary run, AllRounder pick) {
    StringBuilder words = new StringBuilder();
    words.append(
        String.format(
            Locale.ROOT,
            "If you cannot choose: %s. It has at least %s %% of the best under every workload"
                + " %s, the least under %s;",
            pick.model().label(),
            Figures.atLeastPercent(100 * pick.worstShare()),
            pick.notCounted().isEmpty() ? "measured" : "that counts here",
            pick.worst().title()));
    words.append(
        pick.peers().isEmpty()
            ? " no other model stays as close to the best everywhere."
            : " as good, within 10 %: "
                + pick.peers().stream().map(ModelInfo::label).collect(Collectors.joining(", "))
                + ".");
    if (pick.leftOut() > 0) {
      words
          .append(" Without a figure under some workload, and so not looked at: ")
          .append(pick.leftOut())
          .append(pick.leftOut() == 1 ? " model." : " models.");
    }
    if (!pick.notCounted().isEmpty()) {
      words
          .append(" Not counted, with fewer than ")
          .append(Interval.FEWEST_FORKS)
          .append(" forks of a model: ")
          .append(pick.notCounted().stream().map(Score::title).collect(Collectors.joining(", ")))
          .append(".");
    }
    boolean ranked =
        Finding.all(run).stream()
            .noneMatch(finding -> finding.certainty() == Finding.Certainty.NONE);
    return ranked
        ? words.toString()
        : words
            + " Where there are fewer than "
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
    if (run.run().workloads().stream().anyMatch(workload -> !workload.onSchedule())) {
      sentences.add(
          "Latencies of closed loops (every workload without a rate) are those of requests that were"
              + " sent: while a server stalls, nothing is sent that would feel it. For tails look at"
              + " the workloads with a rate.");
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
