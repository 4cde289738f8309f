package serverbench.results;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What only one of two runs has, and what therefore is in no comparison. */
final class OneSided {

  private OneSided() {}

  /** At most four sentences: models and points, only in the base, only in the head. */
  static List<String> of(RunSummary base, RunSummary head) {
    List<String> sentences = new ArrayList<>();
    only(sentences, "models only in the base", base, head, OneSided::models);
    only(sentences, "models only in the head", head, base, OneSided::models);
    only(sentences, "workloads only in the base", base, head, OneSided::points);
    only(sentences, "workloads only in the head", head, base, OneSided::points);
    return sentences;
  }

  private static void only(
      List<String> sentences,
      String what,
      RunSummary one,
      RunSummary other,
      Function<RunSummary, Set<String>> names) {
    Set<String> only = new LinkedHashSet<>(names.apply(one));
    only.removeAll(names.apply(other));
    if (!only.isEmpty()) {
      sentences.add("Not compared, " + what + ": " + String.join("; ", only) + ".");
    }
  }

  private static Set<String> models(RunSummary run) {
    return run.run().models().stream()
        .map(ModelInfo::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> points(RunSummary run) {
    return run.points().stream()
        .map(PointSummary::title)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
