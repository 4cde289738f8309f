package serverbench.cli.doctor;

/**
 * The first line of /proc/stat (proc(5)), in clock ticks since boot.
 *
 * @param steal what the hypervisor gave to others
 * @param total all columns together, without guest time, which user time contains
 */
record CpuTimes(long steal, long total) {

  private static final int STEAL = 8;

  static CpuTimes parse(String stat) {
    String[] columns = stat.lines().findFirst().orElseThrow().split("\\s+");
    long total = 0;
    for (int i = 1; i <= STEAL && i < columns.length; i++) {
      total += Long.parseLong(columns[i]);
    }
    return new CpuTimes(columns.length > STEAL ? Long.parseLong(columns[STEAL]) : 0, total);
  }

  /** Share of the time since another reading that was stolen, 0 to 1. */
  double stealSince(CpuTimes earlier) {
    long span = total - earlier.total;
    return span <= 0 ? 0 : (steal - earlier.steal) / (double) span;
  }
}
