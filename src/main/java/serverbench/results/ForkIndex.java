package serverbench.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The good forks of a run, to be found by model and point. */
final class ForkIndex {

  private record Key(String model, String workload, String point) {}

  private final Map<Key, List<ForkResult>> forks = new HashMap<>();

  ForkIndex(Run run) {
    for (ForkResult fork : run.forks()) {
      if (fork.ok()) {
        Key key = new Key(fork.model(), fork.workload(), fork.point().label());
        forks.computeIfAbsent(key, _ -> new ArrayList<>()).add(fork);
      }
    }
  }

  /** What each fork behind a summary has of a measure; those that have none are left out. */
  double[] values(Summary summary, Measure measure) {
    Key key = new Key(summary.model().name(), summary.workload().name(), summary.point().label());
    return forks.getOrDefault(key, List.of()).stream()
        .map(measure::of)
        .flatMapToDouble(OptionalDouble::stream)
        .toArray();
  }
}
