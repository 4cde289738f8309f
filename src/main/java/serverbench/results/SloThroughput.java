package serverbench.results;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Throughput under a service level objective: the highest rate of a workload's schedules at which a
 * model still answered in time. One number for a whole curve of latency against load.
 */
public final class SloThroughput {

  /** The objective: 99 of 100 answers within 10 ms of their intended start. */
  public static final double PERCENTILE = 99;

  public static final double MOST_MILLIS = 10;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double LEAST_OF_TARGET = 0.99;

  private SloThroughput() {}

  /**
   * The highest rate, in requests per second, mean over forks of the same point.
   *
   * @param run holds the forks
   * @param workload one with schedules: latency, curve
   * @param model name with variant
   * @return empty when it met the objective at no rate, or was not measured
   */
  public static OptionalDouble of(Run run, String workload, String model) {
    return run.forks().stream()
        .filter(fork -> fork.status() == ForkResult.Status.OK && fork.openLoop() != null)
        .filter(fork -> fork.workload().equals(workload) && fork.model().equals(model))
        .collect(Collectors.groupingBy(ForkResult::point))
        .values()
        .stream()
        .filter(SloThroughput::isMet)
        .map(SloThroughput::rate)
        .max(Comparator.naturalOrder())
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  private static boolean isMet(List<ForkResult> forks) {
    Histogram merged = Latency.emptyHistogram();
    for (ForkResult fork : forks) {
      OpenLoop kept = fork.openLoop();
      if (kept.saturated() || kept.achievedRate() < LEAST_OF_TARGET * kept.targetRate()) {
        return false;
      }
      merged.add(fork.latency().decode());
    }
    return merged.getValueAtPercentile(PERCENTILE) / NANOS_PER_MILLI <= MOST_MILLIS;
  }

  private static double rate(List<ForkResult> forks) {
    return forks.stream().mapToDouble(fork -> fork.openLoop().targetRate()).average().orElseThrow();
  }
}
