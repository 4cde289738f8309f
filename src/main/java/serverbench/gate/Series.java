package serverbench.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import serverbench.results.ForkResult;
import serverbench.results.Interval;
import serverbench.results.Pair;
import serverbench.results.PairPoint;

/**
 * One metric of one point over all its pairs. Which metric a closed loop has, the screen decides:
 * where the load generator was the limit of both sides in most of its pairs, throughput cannot move
 * and server CPU stands in its place, for the confirmation too.
 *
 * @param point what was measured
 * @param metric of it
 * @param screen pairs of the screen that count
 * @param confirm pairs of the confirmation that count
 */
record Series(PairPoint point, Metric metric, List<Pair> screen, List<Pair> confirm) {

  private static final double NANOS_PER_MILLI = 1e6;

  /** The series of a point; the first is the one that is judged. */
  static List<Series> of(PairPoint point, List<Pair> pairs) {
    List<Pair> screen = counted(point, pairs, Pair.Stage.SCREEN);
    List<Pair> confirm = counted(point, pairs, Pair.Stage.CONFIRM);
    List<Metric> metrics =
        point.onSchedule() ? List.of(Metric.P99, Metric.P999) : List.of(closedLoopMetric(screen));
    return metrics.stream().map(metric -> new Series(point, metric, screen, confirm)).toList();
  }

  private static Metric closedLoopMetric(List<Pair> screen) {
    long limited = screen.stream().filter(PairCheck::clientLimited).count();
    return 2 * limited > screen.size() ? Metric.SERVER_CPU : Metric.THROUGHPUT;
  }

  private static List<Pair> counted(PairPoint point, List<Pair> pairs, Pair.Stage stage) {
    return pairs.stream()
        .filter(pair -> pair.stage() == stage && pair.point().equals(point))
        .filter(PairCheck::counts)
        .toList();
  }

  String name() {
    return point.name() + "/" + metric.label();
  }

  double[] screened() {
    return worse(screen);
  }

  double[] confirmed() {
    return worse(confirm);
  }

  /** Why there is no ratio for some pair, though both its forks went well. */
  Optional<String> unreadable() {
    List<Pair> all = new ArrayList<>(screen);
    all.addAll(confirm);
    boolean missing =
        all.stream().anyMatch(pair -> !(of(pair.baseline()) > 0) || !(of(pair.head()) > 0));
    return missing
        ? Optional.of(metric.label() + " could not be read in every fork")
        : Optional.empty();
  }

  /** The pairs that the verdict rests on. */
  List<Pair> deciding() {
    return confirm.isEmpty() ? screen : confirm;
  }

  OptionalDouble median(Pair.Side side) {
    double[] values = deciding().stream().mapToDouble(pair -> of(pair.of(side))).sorted().toArray();
    int middle = values.length / 2;
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
  }

  /** Ratio of head to baseline with its interval, from log ratios. */
  Interval ratios(Interval worse) {
    double one = metric.ratio(worse.low());
    double other = metric.ratio(worse.high());
    return new Interval(Math.min(one, other), Math.max(one, other));
  }

  private double[] worse(List<Pair> pairs) {
    return pairs.stream()
        .mapToDouble(pair -> metric.worse(of(pair.baseline()), of(pair.head())))
        .toArray();
  }

  private double of(ForkResult fork) {
    return switch (metric) {
      case THROUGHPUT -> fork.throughput();
      case SERVER_CPU -> fork.resources().serverCpuMicrosPerRequest();
      case P99 -> millis(fork, 99);
      case P999 -> millis(fork, 99.9);
    };
  }

  private static double millis(ForkResult fork, double percentile) {
    Histogram histogram = fork.latency().decode();
    return histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
