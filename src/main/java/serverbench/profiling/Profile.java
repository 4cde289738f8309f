package serverbench.profiling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import serverbench.bench.Workload;

/**
 * Where a server's time went.
 *
 * @param label of the server
 * @param time that each measurement took
 * @param throughput in requests/s, before anything was attached
 * @param cpuMicros of CPU time a request, as the kernel counted it before anything was attached
 * @param shares of its CPU time, its worker processes' among it
 * @param shortLived child processes that there were for less than a measurement: not in the shares
 */
public record Profile(
    String label,
    Workload workload,
    Duration time,
    double throughput,
    double cpuMicros,
    CpuShares shares,
    int shortLived) {

  /**
   * How much of the kernel's count the samples stand for, where they stand for time. Much less than
   * 1 when threads end before their first sample is due: of those nothing is in the shares. More
   * than 1 is what sampling costs, or that the server's pace has changed.
   */
  Optional<Double> seen() {
    return shares.all().micros().filter(_ -> cpuMicros > 0).map(sampled -> sampled / cpuMicros);
  }

  /** A Markdown table with a line for each server: what a request costs and what most of it is. */
  public static String table(List<Profile> profiles) {
    return ProfileText.table(profiles);
  }
}
