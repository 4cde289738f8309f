package serverbench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import serverbench.results.ForkResult;
import serverbench.results.Latency;
import serverbench.results.LoadPoint;
import serverbench.results.OpenLoop;
import serverbench.results.Pair;
import serverbench.results.PairPoint;
import serverbench.results.Resources;
import serverbench.results.Run;

/** Pairs of forks as a gate would have measured them. */
final class Pairs {

  static final PairPoint CLOSED = new PairPoint("epoll", "keepalive", LoadPoint.closed(64));
  static final PairPoint SCHEDULE =
      new PairPoint("epoll", "latency", new LoadPoint("5,000/s", 64, 0, 5_000));

  private Pairs() {}

  /** Forks of 1,000 requests/s, head's slower by the factor, no two alike. */
  static List<Pair> of(PairPoint point, Pair.Stage stage, int count, double slower) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double base = 1_000 * (1 + i * 1e-4);
      double spread = 1 + (i % 5 - 2) * 1e-3;
      pairs.add(pair(point, stage, i, fork(point, base), fork(point, base * spread / slower)));
    }
    return pairs;
  }

  static Pair pair(
      PairPoint point, Pair.Stage stage, int attempt, ForkResult baseline, ForkResult head) {
    Pair.Side first = attempt % 2 == 0 ? Pair.Side.BASELINE : Pair.Side.HEAD;
    return new Pair(Run.SCHEMA_VERSION, stage, attempt, first, point, baseline, head);
  }

  /** Every request takes as long as 1,000 of them a second allow; CPU the same. */
  static ForkResult fork(PairPoint point, double throughput, String... flags) {
    Histogram latencies = Latency.emptyHistogram();
    latencies.recordValueWithCount((long) (1e9 / throughput), 1_000);
    return fork(
        point,
        throughput,
        latencies,
        Map.of(),
        List.of(flags).stream().map(rule -> new ForkResult.Flag(rule, rule + "!")).toList(),
        false);
  }

  static ForkResult failed(PairPoint point, String reason) {
    return ForkResult.failed(point.model(), point.workload(), point.point(), 0, 1, reason);
  }

  static ForkResult losing(PairPoint point, long requests) {
    Histogram latencies = Latency.emptyHistogram();
    latencies.recordValueWithCount(1_000_000, 1_000);
    return fork(point, 1_000, latencies, Map.of("bad_body", requests), List.of(), false);
  }

  static ForkResult saturated(PairPoint point) {
    Histogram latencies = Latency.emptyHistogram();
    latencies.recordValueWithCount(1_000_000_000, 1_000);
    return fork(point, 1_000, latencies, Map.of(), List.of(), true);
  }

  private static ForkResult fork(
      PairPoint point,
      double throughput,
      Histogram latencies,
      Map<String, Long> errors,
      List<ForkResult.Flag> flags,
      boolean saturated) {
    return new ForkResult(
        point.model(),
        point.workload(),
        point.point(),
        0,
        ForkResult.Status.OK,
        null,
        1,
        List.of(throughput),
        throughput,
        Latency.of(latencies),
        null,
        point.onSchedule() ? new OpenLoop(5_000, 5_000, 10, 0, saturated) : null,
        errors,
        1_000,
        1_000,
        new Resources(1e6 / throughput, 1, 0, 0, 1, 1, 1, 0, 1, null, 1, 0, 0, null),
        flags,
        new ForkResult.Warmup(1, true),
        Map.of());
  }
}
