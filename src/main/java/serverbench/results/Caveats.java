package serverbench.results;

import java.util.ArrayList;
import java.util.List;

/** What a reader must know before the first number of a run, in whole sentences. */
public final class Caveats {

  private static final int MOST_NAMES = 4;

  private Caveats() {}

  /** About the run as a whole; empty when it is complete. */
  public static List<String> of(Run run) {
    List<String> caveats = new ArrayList<>();
    if (run.status() == Run.Status.PARTIAL) {
      caveats.add("Partial run: it ended before everything was measured.");
    }
    long failed =
        run.forks().stream().filter(fork -> fork.status() == ForkResult.Status.FAILED).count();
    if (failed > 0) {
      caveats.add(
          "Failed: "
              + failed
              + " of "
              + counted(run.forks().size(), "fork")
              + " gave no numbers ("
              + failedModels(run)
              + ").");
    } else if (run.status() == Run.Status.FAILED) {
      caveats.add("Failed run: not everything that was planned gave numbers.");
    }
    if (run.forks().isEmpty()) {
      caveats.add("Nothing was measured.");
    }
    return caveats;
  }

  /** "actor, poll and 3 more". */
  private static String failedModels(Run run) {
    List<String> models =
        run.forks().stream()
            .filter(fork -> fork.status() == ForkResult.Status.FAILED)
            .map(ForkResult::model)
            .distinct()
            .toList();
    String named = String.join(", ", models.subList(0, Math.min(MOST_NAMES, models.size())));
    return models.size() <= MOST_NAMES
        ? named
        : named + " and " + (models.size() - MOST_NAMES) + " more";
  }

  /** About the numbers of one workload; empty when all of them have intervals. */
  public static List<String> of(List<Summary> summaries) {
    List<Summary> measured = summaries.stream().filter(Summary::measured).toList();
    long without = measured.stream().filter(s -> s.interval().isEmpty()).count();
    if (without == 0) {
      return List.of();
    }
    if (without < measured.size()) {
      return List.of(
          "Models with fewer than "
              + Interval.FEWEST_FORKS
              + " good forks have no interval and no rank.");
    }
    int most = measured.stream().mapToInt(Summary::forksOk).max().orElse(0);
    return List.of(
        "This ranks nothing: "
            + counted(most, "fork")
            + " a model give"
            + (most == 1 ? "s" : "")
            + " no interval ("
            + Interval.FEWEST_FORKS
            + " or more do).");
  }

  private static String counted(int count, String what) {
    return count + " " + (count == 1 ? what : what + "s");
  }
}
