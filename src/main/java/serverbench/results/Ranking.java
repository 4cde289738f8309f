package serverbench.results;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Places of the models under one workload by throughput, as far as the data can tell: a model is
 * above another only when their intervals do not overlap. Its place is therefore a span, from "one
 * after those clearly above" to "one before those clearly below"; tied models have spans that
 * overlap. A model without an interval has no place, and a reference has none among the models.
 *
 * <p>Not groups of models chained by overlaps: with twenty models such a chain easily reaches from
 * the fastest to one of half its speed, and would call the two equal.
 *
 * <pre>
 *   throughput  ---|==A==|--------|===B===|----------|==D==|-->
 *                                     |==C==|
 *   place           4               2-3 2-3            1
 * </pre>
 */
public final class Ranking {

  /**
   * The places that a model may have; 1 is the best.
   *
   * @param best place that the data allow
   * @param worst place that the data allow
   */
  public record Place(int best, int worst) {
    /** Whether its interval overlaps another's. */
    public boolean tied() {
      return best != worst;
    }

    /** "3", or "2–5" when tied. */
    public String text() {
      return tied() ? best + "–" + worst : String.valueOf(best);
    }
  }

  private final Map<String, Place> places;

  private Ranking(Map<String, Place> places) {
    this.places = places;
  }

  /**
   * @param summaries of one workload
   */
  public static Ranking of(List<Summary> summaries) {
    List<Summary> ranked =
        summaries.stream()
            .filter(s -> s.interval().isPresent() && !s.model().standsBeside())
            .toList();
    Map<String, Place> places = new HashMap<>();
    for (Summary one : ranked) {
      int above = (int) ranked.stream().filter(other -> isAbove(other, one)).count();
      int below = (int) ranked.stream().filter(other -> isAbove(one, other)).count();
      places.put(one.model().name(), new Place(1 + above, ranked.size() - below));
    }
    return new Ranking(places);
  }

  private static boolean isAbove(Summary upper, Summary lower) {
    return upper.interval().orElseThrow().low() > high(lower);
  }

  /** Where the client was the limit, the true value may be anywhere above. */
  private static double high(Summary summary) {
    return summary.lowerBound()
        ? Double.POSITIVE_INFINITY
        : summary.interval().orElseThrow().high();
  }

  /** Empty for a model without an interval. */
  public Optional<Place> placeOf(Summary summary) {
    return Optional.ofNullable(places.get(summary.model().name()));
  }

  /** Whether nobody has a place: there were too few forks. */
  public boolean isEmpty() {
    return places.isEmpty();
  }
}
