package serverbench.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The one figure by which the models are compared under a workload: what the heat map, the overview
 * and the words of the report speak of.
 *
 * @param title of the workload, with its point where that says more: "sweep, 1,024 connections"
 * @param measure what is compared: "throughput", "p99 latency", "highest rate with p99 up to 10 ms"
 * @param unit "req/s" or "ms"
 * @param better which way is good
 * @param workload compared
 * @param entries one for each model, in the article's order, by name
 */
public record Score(
    String title,
    String measure,
    String unit,
    Better better,
    WorkloadInfo workload,
    Map<String, Entry> entries) {

  /** A service level that people ask for: the 99th percentile of the corrected latency. */
  public static final double SLO_MILLIS = 10;

  /** What the validity rule about rates asks for as well. */
  private static final double LEAST_OF_TARGET = 0.99;

  /** Open-loop workloads with more rates than this are curves. */
  private static final int MOST_SEPARATE_RATES = 2;

  private static final Comparator<Summary> BY_TARGET =
      Comparator.comparingDouble(summary -> summary.openLoop().orElseThrow().targetRate());

  public enum Better {
    HIGHER,
    LOWER
  }

  /**
   * One model's figure.
   *
   * @param value in the score's unit; empty when there is none
   * @param absence why there is none ("n/a", "failed", "not run", "saturated", "> 10 ms"), or empty
   * @param summary where the figure comes from, or the reason why it is missing
   * @param atLeast whether the model can do better than the figure says: the client was the limit,
   *     or no higher rate was tried
   */
  public record Entry(OptionalDouble value, String absence, Summary summary, boolean atLeast) {}

  /** The scores of every workload of the run, in its order. */
  public static List<Score> all(RunSummary run) {
    List<Score> scores = new ArrayList<>();
    for (WorkloadInfo workload : run.run().workloads()) {
      scores.addAll(of(workload, run.pointsOf(workload)));
    }
    return scores;
  }

  /** What has figures in any of the scores: whose flags must be explained beside them. */
  public static List<Summary> measured(List<Score> scores) {
    return scores.stream()
        .flatMap(score -> score.entries().values().stream())
        .map(Score.Entry::summary)
        .filter(Summary::measured)
        .toList();
  }

  private static List<Score> of(WorkloadInfo workload, List<PointSummary> points) {
    if (!workload.onSchedule()) {
      List<PointSummary> ends =
          points.size() < 2 ? points : List.of(points.getFirst(), points.getLast());
      return ends.stream().map(Score::throughput).toList();
    }
    return points.size() > MOST_SEPARATE_RATES
        ? List.of(rateWithinSlo(workload, points))
        : points.stream().map(Score::tailLatency).toList();
  }

  private static Score throughput(PointSummary point) {
    return new Score(
        point.title(),
        "throughput",
        "req/s",
        Better.HIGHER,
        point.workload(),
        entries(point, Summary::throughput, Summary::lowerBound));
  }

  private static Score tailLatency(PointSummary point) {
    return new Score(
        point.title(),
        "p99 latency",
        "ms",
        Better.LOWER,
        point.workload(),
        entries(point, summary -> summary.latencyMillis(99), _ -> false));
  }

  private static Map<String, Entry> entries(
      PointSummary point, Function<Summary, OptionalDouble> figure, Predicate<Summary> atLeast) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Summary summary : point.summaries()) {
      String absence = absence(summary);
      entries.put(
          summary.model().name(),
          new Entry(
              absence.isEmpty() ? figure.apply(summary) : OptionalDouble.empty(),
              absence,
              summary,
              absence.isEmpty() && atLeast.test(summary)));
    }
    return entries;
  }

  /** Why a model has no figure at a point; empty when it has one. */
  private static String absence(Summary summary) {
    if (summary.measured()) {
      return summary.saturated() ? "saturated" : "";
    }
    return summary.notApplicable().isPresent() ? "n/a" : summary.missing() ? "not run" : "failed";
  }

  private static Score rateWithinSlo(WorkloadInfo workload, List<PointSummary> points) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Summary first : points.getFirst().summaries()) {
      List<Summary> ofModel =
          points.stream().flatMap(p -> p.of(first.model().name()).stream()).toList();
      entries.put(first.model().name(), bestWithinSlo(ofModel));
    }
    String measure = "highest rate with p99 up to %.0f ms".formatted(SLO_MILLIS);
    return new Score(workload.name(), measure, "req/s", Better.HIGHER, workload, entries);
  }

  private static Entry bestWithinSlo(List<Summary> rates) {
    List<Summary> tried =
        rates.stream().filter(s -> s.measured() && s.openLoop().isPresent()).toList();
    Optional<Summary> best = tried.stream().filter(Score::withinSlo).max(BY_TARGET);
    if (best.isPresent()) {
      boolean highest = best.equals(tried.stream().max(BY_TARGET));
      double rate = best.get().openLoop().orElseThrow().achievedRate();
      return new Entry(OptionalDouble.of(rate), "", best.get(), highest);
    }
    String absence =
        tried.isEmpty() ? absence(rates.getFirst()) : "> %.0f ms".formatted(SLO_MILLIS);
    return new Entry(OptionalDouble.empty(), absence, rates.getFirst(), false);
  }

  /** A rate that was not kept has no latency to speak of. */
  private static boolean withinSlo(Summary rate) {
    OpenLoop kept = rate.openLoop().orElseThrow();
    return !kept.saturated()
        && kept.achievedRate() >= LEAST_OF_TARGET * kept.targetRate()
        && rate.latencyMillis(99).orElse(Double.MAX_VALUE) <= SLO_MILLIS;
  }

  /** The best figure of all models, references left aside, or empty when there is none. */
  public OptionalDouble best() {
    var values =
        entries.values().stream()
            .filter(entry -> !entry.summary().model().standsBeside())
            .flatMapToDouble(entry -> entry.value().stream());
    return better == Better.HIGHER ? values.max() : values.min();
  }

  /**
   * The figure as a share of the best model's, 0 to 1, of a reference also above; empty when there
   * is none.
   */
  public OptionalDouble relative(String model) {
    Entry entry = entries.get(model);
    if (entry == null || entry.value().isEmpty() || best().isEmpty()) {
      return OptionalDouble.empty();
    }
    double value = entry.value().getAsDouble();
    double best = best().getAsDouble();
    if (better == Better.HIGHER) {
      return OptionalDouble.of(best == 0 ? 0 : value / best);
    }
    return OptionalDouble.of(value == 0 ? 1 : best / value);
  }
}
