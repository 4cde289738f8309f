package serverbench.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Places of the models under one workload by throughput. Models whose intervals overlap, directly
 * or through others between them, share a place: the data cannot tell them apart. A model without
 * an interval has no place.
 *
 * <pre>
 *   throughput  ---|==A==|--------|===B===|----------|==D==|-->
 *                                     |==C==|
 *   places          4               2= 2=             1
 * </pre>
 */
public final class Ranking {

  /**
   * A place in the ranking.
   *
   * @param position 1 is the best
   * @param tied whether others share it
   */
  public record Place(int position, boolean tied) {
    /** "3", or "3=" when shared. */
    public String text() {
      return tied ? position + "=" : String.valueOf(position);
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
            .filter(summary -> summary.interval().isPresent())
            .sorted(Comparator.comparingDouble(Ranking::high).reversed())
            .toList();
    Map<String, Place> places = new HashMap<>();
    int first = 0;
    while (first < ranked.size()) {
      List<Summary> group = groupFrom(ranked, first);
      for (Summary summary : group) {
        places.put(summary.model().name(), new Place(first + 1, group.size() > 1));
      }
      first += group.size();
    }
    return new Ranking(places);
  }

  /** Sorted by upper end, so a group ends where the next upper end is under every lower end. */
  private static List<Summary> groupFrom(List<Summary> ranked, int first) {
    List<Summary> group = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    for (Summary summary : ranked.subList(first, ranked.size())) {
      if (!group.isEmpty() && high(summary) < lowest) {
        break;
      }
      group.add(summary);
      lowest = Math.min(lowest, summary.interval().orElseThrow().low());
    }
    return group;
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
