package serverbench.measure;

/**
 * What /proc/&lt;pid&gt;/stat says of a process (proc_pid_stat(5)).
 *
 * @param cpuTicks user and system time of its threads, ended ones included
 * @param reapedTicks the same of its children that it has waited for, and theirs
 * @param residentPages resident set size
 */
record ProcessStat(long cpuTicks, long reapedTicks, long residentPages) {

  /** USER_HZ: fixed at 100 by the kernel's interface to programs on every Linux that runs Java. */
  static final long NANOS_PER_TICK = 10_000_000;

  static ProcessStat parse(String stat) {
    // The name in parentheses may hold spaces and parentheses itself: count from the last one.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ");
    return new ProcessStat(
        field(fields, 14) + field(fields, 15),
        field(fields, 16) + field(fields, 17),
        field(fields, 24));
  }

  /** Numbered as in the manual page, where the first field after the name is 3. */
  private static long field(String[] fields, int number) {
    return Long.parseLong(fields[number - 3]);
  }
}
