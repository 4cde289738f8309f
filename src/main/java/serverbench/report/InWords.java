package serverbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import serverbench.results.AllRounder;
import serverbench.results.RunSummary;
import serverbench.results.Summary;

/** What a run says about all of its workloads together, in whole sentences. */
final class InWords {

  private InWords() {}

  /** The model to pick when one cannot choose, and how far the numbers can be trusted. */
  static List<String> sentences(RunSummary run) {
    List<String> sentences = new ArrayList<>();
    allRounder(run).ifPresent(sentences::add);
    sentences.addAll(trust(run));
    return sentences;
  }

  private static Optional<String> allRounder(RunSummary run) {
    return AllRounder.of(run)
        .map(
            pick ->
                String.format(
                    Locale.ROOT,
                    "If you cannot choose: %s. Nothing else stays as close to the best under all"
                        + " workloads measured; its weakest is %s, where it has %s %% of the best.",
                    pick.model().label(),
                    pick.worst().title(),
                    Figures.percent(100 * pick.worstShare())));
  }

  private static List<String> trust(RunSummary run) {
    List<String> sentences = new ArrayList<>();
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
              + " results carry a flag that is a reason to doubt them; hover over the letter or"
              + " focus it to read why.");
    }
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
