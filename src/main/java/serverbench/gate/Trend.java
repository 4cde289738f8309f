package serverbench.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * A series over its comparable nights: those against the same reference, on the same machine and
 * JDK as the newest.
 *
 * @param series its name
 * @param nights oldest first, at least one
 * @param passedOver older nights that cannot be compared with these
 * @param changes the nights with which a new level begins
 */
public record Trend(
    String series, List<HistoryPoint> nights, int passedOver, List<HistoryPoint> changes) {

  /**
   * @param all nights of the series, oldest first, at least one
   */
  public static Trend of(String series, List<HistoryPoint> all) {
    List<HistoryPoint> nights =
        all.stream().filter(night -> night.comparable(all.getLast())).toList();
    List<HistoryPoint> changes = new ArrayList<>();
    for (int index : ChangePoints.of(nights.stream().mapToDouble(HistoryPoint::worse).toArray())) {
      changes.add(nights.get(index));
    }
    return new Trend(series, nights, all.size() - nights.size(), changes);
  }

  /** How much worse the newest level is than the reference, as a log ratio. */
  public double level() {
    List<HistoryPoint> newest =
        changes.isEmpty()
            ? nights
            : nights.subList(nights.indexOf(changes.getLast()), nights.size());
    return HodgesLehmann.estimate(newest.stream().mapToDouble(HistoryPoint::worse).toArray());
  }
}
