package serverbench.results;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The model to pick when one cannot choose: the one whose worst score is the highest. Where some
 * workloads have forks enough for intervals, those that have not are no ground for a choice and do
 * not count.
 *
 * @param model with figures under every workload
 * @param worstShare of the best, under the workload that suits it least, 0 to 1
 * @param worst that workload's score
 * @param peers other models whose worst share is within 10 % of this one's: too close to tell
 * @param leftOut how many models have no figure under some workload, and were not looked at
 * @param notCounted scores with too few forks
 */
public record AllRounder(
    ModelInfo model,
    double worstShare,
    Score worst,
    List<ModelInfo> peers,
    int leftOut,
    List<Score> notCounted) {

  /** With fewer scores than this the answer would be the fastest model of one workload. */
  private static final int FEWEST_SCORES = 2;

  private static final double ABOUT_EQUAL = 0.9;

  private record Candidate(ModelInfo model, double worstShare, Score worst) {}

  /** Empty when no model has figures everywhere, or too little was measured. */
  public static Optional<AllRounder> of(RunSummary run) {
    List<Score> all = Score.all(run).stream().filter(score -> score.best().isPresent()).toList();
    List<Score> repeated = all.stream().filter(AllRounder::repeated).toList();
    List<Score> scores = repeated.size() < FEWEST_SCORES ? all : repeated;
    if (scores.size() < FEWEST_SCORES) {
      return Optional.empty();
    }
    List<ModelInfo> models =
        run.run().models().stream().filter(model -> !model.standsBeside()).toList();
    List<Candidate> candidates =
        models.stream()
            .flatMap(model -> of(model, scores).stream())
            .sorted(Comparator.comparingDouble(Candidate::worstShare).reversed())
            .toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    Candidate best = candidates.getFirst();
    List<ModelInfo> peers =
        candidates.stream()
            .skip(1)
            .filter(other -> other.worstShare() >= ABOUT_EQUAL * best.worstShare())
            .map(Candidate::model)
            .toList();
    return Optional.of(
        new AllRounder(
            best.model(),
            best.worstShare(),
            best.worst(),
            peers,
            models.size() - candidates.size(),
            all.stream().filter(score -> !scores.contains(score)).toList()));
  }

  /** Measured with forks enough for intervals, even if some of a model's have failed. */
  private static boolean repeated(Score score) {
    return score.entries().values().stream()
        .anyMatch(entry -> entry.summary().forksOk() >= Interval.FEWEST_FORKS);
  }

  private static Optional<Candidate> of(ModelInfo model, List<Score> scores) {
    Candidate worst = null;
    for (Score score : scores) {
      if (score.relative(model.name()).isEmpty()) {
        return Optional.empty();
      }
      double share = score.relative(model.name()).getAsDouble();
      if (worst == null || share < worst.worstShare()) {
        worst = new Candidate(model, share, score);
      }
    }
    return Optional.of(worst);
  }
}
