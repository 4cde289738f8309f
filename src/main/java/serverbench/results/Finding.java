package serverbench.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who is best under one score, as far as the data can tell.
 *
 * @param score that is spoken of
 * @param leaders the best and those that cannot be told apart from it, the best figure first; empty
 *     when nobody has a figure
 * @param next the best of those that are clearly behind
 * @param last the one with the lowest figure, when it is not among the leaders
 * @param certainty how sure that is
 */
public record Finding(
    Score score,
    List<Score.Entry> leaders,
    Optional<Score.Entry> next,
    Optional<Score.Entry> last,
    Certainty certainty) {

  /** What separates leaders from the others. */
  public enum Certainty {
    /** Their 95 % intervals overlap, the others' do not. */
    INTERVALS,
    /** A percentile or a rate has no interval: within 10 % of the best counts as equal. */
    WITHIN_TENTH,
    /** Too few forks for intervals: only the order in which they happened to come out. */
    NONE
  }

  private static final double ABOUT_EQUAL = 0.9;

  public static List<Finding> all(RunSummary run) {
    return Score.all(run).stream().map(score -> of(score, run)).toList();
  }

  private static Finding of(Score score, RunSummary run) {
    Comparator<Score.Entry> byFigure =
        Comparator.comparingDouble(entry -> entry.value().getAsDouble());
    List<Score.Entry> entries =
        new ArrayList<>(
            score.entries().values().stream()
                .filter(e -> e.value().isPresent() && !e.summary().model().standsBeside())
                .toList());
    entries.sort(score.better() == Score.Better.HIGHER ? byFigure.reversed() : byFigure);
    if (entries.isEmpty()) {
      return new Finding(score, List.of(), Optional.empty(), Optional.empty(), Certainty.NONE);
    }
    Ranking ranking = Ranking.of(entries.stream().map(Score.Entry::summary).toList());
    boolean throughput = score.measure().equals("throughput");
    Certainty certainty =
        !throughput
            ? Certainty.WITHIN_TENTH
            : ranking.isEmpty() ? Certainty.NONE : Certainty.INTERVALS;
    List<Score.Entry> leaders =
        entries.stream().filter(entry -> leads(entry, entries, score, ranking, certainty)).toList();
    List<Score.Entry> others = entries.stream().filter(entry -> !leaders.contains(entry)).toList();
    return new Finding(
        score,
        leaders,
        others.stream().findFirst(),
        others.isEmpty() ? Optional.empty() : Optional.of(others.getLast()),
        certainty);
  }

  private static boolean leads(
      Score.Entry entry,
      List<Score.Entry> entries,
      Score score,
      Ranking ranking,
      Certainty certainty) {
    return switch (certainty) {
      case INTERVALS ->
          ranking.placeOf(entry.summary()).map(place -> place.best() == 1).orElse(false)
              // A lower bound may be anywhere above; one that lies far below is no news.
              && (!entry.summary().lowerBound()
                  || isAboutTheBest(entry, score)
                  || reachesTheBest(entry, entries));
      case WITHIN_TENTH -> isAboutTheBest(entry, score);
      case NONE -> entry == entries.getFirst();
    };
  }

  /** By its interval as it was measured, which no other's lies above. */
  private static boolean reachesTheBest(Score.Entry entry, List<Score.Entry> entries) {
    double high = entry.summary().interval().map(Interval::high).orElse(0.0);
    return entries.stream()
        .flatMap(other -> other.summary().interval().stream())
        .noneMatch(interval -> interval.low() > high);
  }

  private static boolean isAboutTheBest(Score.Entry entry, Score score) {
    return score.relative(entry.summary().model().name()).orElse(0) >= ABOUT_EQUAL;
  }
}
