package serverbench.results;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two runs side by side: what both measured, point by point and model by model.
 *
 * @param base what is compared with
 * @param head what is compared
 * @param unlike what else differs between the two and could explain a difference, a sentence each
 * @param points that both have, in the base's order
 * @param oneSided what only one of them has, a sentence each
 */
public record Comparison(
    Run base, Run head, List<String> unlike, List<Point> points, List<String> oneSided) {

  /** One point of one workload in both runs. */
  public record Point(PointSummary base, PointSummary head, List<Row> rows) {}

  /** One model in both runs. */
  public record Row(Summary base, Summary head, Map<Measure, Change> changes) {}

  /**
   * One figure of one model in both runs.
   *
   * @param base empty where it has none
   * @param head empty where it has none
   * @param ratio head to base; empty when either is missing
   * @param verdict what that says
   */
  public record Change(
      OptionalDouble base, OptionalDouble head, Optional<Ratio> ratio, Verdict verdict) {}

  public enum Verdict {
    BETTER,
    WORSE,
    /** The interval has 1 in it: no difference that these forks could show. */
    NO_DIFFERENCE,
    /** Too few forks for an interval. */
    NO_INTERVAL,
    /** The client was the limit in one of them: the ratio is the client's. */
    CLIENT_LIMITED,
    /**
     * Their schedules had different rates, each a share of what the model could do in its own run:
     * the figures are of different loads.
     */
    OTHER_RATE,
    /** One of them has no figure. */
    NO_FIGURE
  }

  /** Rates within this of each other are one load. */
  private static final double SAME_RATE = 0.02;

  public static Comparison of(Run base, Run head) {
    RunSummary of = RunSummary.of(base);
    RunSummary with = RunSummary.of(head);
    ForkIndex baseForks = new ForkIndex(base);
    ForkIndex headForks = new ForkIndex(head);
    List<Point> points = new ArrayList<>();
    for (PointSummary point : of.points()) {
      with.points().stream()
          .filter(other -> other.title().equals(point.title()))
          .findFirst()
          .map(other -> new Point(point, other, rows(point, other, baseForks, headForks)))
          .filter(pair -> !pair.rows().isEmpty())
          .ifPresent(points::add);
    }
    return new Comparison(
        base, head, Unlike.of(base, head), List.copyOf(points), OneSided.of(of, with));
  }

  private static List<Row> rows(
      PointSummary base, PointSummary head, ForkIndex baseForks, ForkIndex headForks) {
    List<Row> rows = new ArrayList<>();
    for (Summary before : base.summaries()) {
      head.of(before.model().name())
          .map(after -> new Row(before, after, changes(before, after, baseForks, headForks)))
          .ifPresent(rows::add);
    }
    return rows;
  }

  private static Map<Measure, Change> changes(
      Summary base, Summary head, ForkIndex baseForks, ForkIndex headForks) {
    Map<Measure, Change> changes = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      Optional<Ratio> ratio =
          Ratio.of(baseForks.values(base, measure), headForks.values(head, measure));
      changes.put(
          measure,
          new Change(
              measure.of(base), measure.of(head), ratio, verdict(measure, base, head, ratio)));
    }
    return changes;
  }

  private static Verdict verdict(
      Measure measure, Summary base, Summary head, Optional<Ratio> ratio) {
    if (ratio.isEmpty()) {
      return Verdict.NO_FIGURE;
    }
    if (measure == Measure.THROUGHPUT && (base.lowerBound() || head.lowerBound())) {
      return Verdict.CLIENT_LIMITED;
    }
    if (ratesDiffer(base, head)) {
      return Verdict.OTHER_RATE;
    }
    if (ratio.get().interval().isEmpty()) {
      return Verdict.NO_INTERVAL;
    }
    if (!ratio.get().differs()) {
      return Verdict.NO_DIFFERENCE;
    }
    boolean more = ratio.get().value() > 1;
    return more == (measure.better() == Score.Better.HIGHER) ? Verdict.BETTER : Verdict.WORSE;
  }

  private static boolean ratesDiffer(Summary base, Summary head) {
    if (base.openLoop().isEmpty() || head.openLoop().isEmpty()) {
      return false;
    }
    double before = base.openLoop().get().targetRate();
    double after = head.openLoop().get().targetRate();
    return Math.abs(after - before) > SAME_RATE * before;
  }

  /** How many rows have this verdict on this measure. */
  public long count(Measure measure, Verdict verdict) {
    return points.stream()
        .flatMap(point -> point.rows().stream())
        .filter(row -> row.changes().get(measure).verdict() == verdict)
        .count();
  }
}
