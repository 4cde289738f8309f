package serverbench.results;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Takes the forks of one model at one point together. */
final class SummaryOfForks {

  private SummaryOfForks() {}

  static Summary of(
      ModelInfo model,
      WorkloadInfo workload,
      LoadPoint point,
      List<ForkResult> forks,
      List<ForkResult> ceilings) {
    List<ForkResult> ok = forks.stream().filter(ForkResult::ok).toList();
    List<ForkResult> failed = with(ForkResult.Status.FAILED, forks);
    List<ForkResult> impossible = with(ForkResult.Status.NOT_APPLICABLE, forks);
    Histogram latency = growing();
    Histogram rawLatency = growing();
    Map<String, Long> errors = new TreeMap<>();
    Set<ForkResult.Flag> flags = new LinkedHashSet<>();
    for (ForkResult fork : ok) {
      latency.add(fork.latency().decode());
      if (fork.rawLatency() != null) {
        rawLatency.add(fork.rawLatency().decode());
      }
      fork.errors().forEach((kind, count) -> errors.merge(kind, count, Long::sum));
      flags.addAll(fork.flags());
    }
    return new Summary(
        model,
        workload,
        point,
        ok.size(),
        failed.size(),
        failed.stream().map(SummaryOfForks::reasonOf).distinct().toList(),
        impossible.stream().map(SummaryOfForks::reasonOf).findFirst(),
        ok.stream().mapToDouble(ForkResult::throughput).average(),
        Interval.over(ok.stream().mapToDouble(ForkResult::throughput).toArray()),
        latency,
        rawLatency,
        openLoop(ok.stream().map(ForkResult::openLoop).filter(Objects::nonNull).toList()),
        errors,
        MeanResources.of(ok.stream().map(fork -> OverNull.of(fork, ceilings)).toList()),
        List.copyOf(flags));
  }

  /**
   * As large as its values need, not as the range allows: a run has hundreds of summaries, and a
   * histogram up to 60 s takes 200 KiB.
   */
  private static Histogram growing() {
    Histogram histogram = new Histogram(1_000, 2_000_000, 3);
    histogram.setAutoResize(true);
    return histogram;
  }

  private static Optional<OpenLoop> openLoop(List<OpenLoop> forks) {
    if (forks.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new OpenLoop(
            forks.stream().mapToDouble(OpenLoop::targetRate).average().orElseThrow(),
            forks.stream().mapToDouble(OpenLoop::achievedRate).average().orElseThrow(),
            forks.stream().mapToDouble(OpenLoop::scheduleLagP99Micros).max().orElseThrow(),
            forks.stream().mapToLong(OpenLoop::drops).sum(),
            forks.stream().anyMatch(OpenLoop::saturated)));
  }

  private static List<ForkResult> with(ForkResult.Status status, List<ForkResult> forks) {
    return forks.stream().filter(fork -> fork.status() == status).toList();
  }

  private static String reasonOf(ForkResult fork) {
    return fork.failure() == null ? "no reason recorded" : fork.failure();
  }
}
