package serverbench.profiling;

import java.time.Duration;
import java.util.List;
import serverbench.bench.Workload;

/**
 * Where a server's time went.
 *
 * @param label of the server
 * @param time that each measurement took
 * @param throughput in requests/s, before anything was attached
 * @param shares of its CPU time, its worker processes' among it
 * @param shortLived child processes that there were for less than a measurement: not in the shares
 */
public record Profile(
    String label,
    Workload workload,
    Duration time,
    double throughput,
    CpuShares shares,
    int shortLived) {

  /** A Markdown table with a line for each server: what a request costs and what most of it is. */
  public static String table(List<Profile> profiles) {
    return ProfileText.table(profiles);
  }
}
