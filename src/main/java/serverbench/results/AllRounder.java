package serverbench.results;

import java.util.List;
import java.util.Optional;

/**
 * The model to pick when one cannot choose: the one whose worst score is the highest.
 *
 * @param model with figures under every workload
 * @param worstShare of the best, under the workload that suits it least, 0 to 1
 * @param worst that workload's score
 */
public record AllRounder(ModelInfo model, double worstShare, Score worst) {

  /** With fewer scores than this the answer would be the fastest model of one workload. */
  private static final int FEWEST_SCORES = 2;

  /** Empty when no model has figures everywhere, or too little was measured. */
  public static Optional<AllRounder> of(RunSummary run) {
    List<Score> scores = Score.all(run).stream().filter(score -> score.best().isPresent()).toList();
    if (scores.size() < FEWEST_SCORES) {
      return Optional.empty();
    }
    return run.run().models().stream()
        .filter(model -> !model.standsBeside())
        .flatMap(model -> of(model, scores).stream())
        .max((a, b) -> Double.compare(a.worstShare(), b.worstShare()));
  }

  private static Optional<AllRounder> of(ModelInfo model, List<Score> scores) {
    AllRounder worst = null;
    for (Score score : scores) {
      if (score.relative(model.name()).isEmpty()) {
        return Optional.empty();
      }
      double share = score.relative(model.name()).getAsDouble();
      if (worst == null || share < worst.worstShare()) {
        worst = new AllRounder(model, share, score);
      }
    }
    return Optional.of(worst);
  }
}
