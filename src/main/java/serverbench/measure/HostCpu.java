package serverbench.measure;

/**
 * The host's CPU time in clock ticks since boot (proc_stat(5)).
 *
 * @param totalTicks in every state together, -1 where unknown
 * @param stealTicks taken by the hypervisor for other guests
 */
public record HostCpu(long totalTicks, long stealTicks) {

  public static final HostCpu UNKNOWN = new HostCpu(-1, -1);

  /** The "cpu" line of /proc/stat. */
  static HostCpu parse(String procStat) {
    String[] fields = procStat.lines().findFirst().orElse("").trim().split(" +");
    if (fields.length < 9 || !fields[0].equals("cpu")) {
      return UNKNOWN;
    }
    // user nice system idle iowait irq softirq steal; guest time is part of user and not added.
    long total = 0;
    for (int field = 1; field <= 8; field++) {
      total += Long.parseLong(fields[field]);
    }
    return new HostCpu(total, Long.parseLong(fields[8]));
  }
}
