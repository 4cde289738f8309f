package serverbench.profiling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a process made each system call.
 *
 * @param tool that counted
 * @param calls the most frequent first
 * @param requests answered meanwhile
 */
record Syscalls(String tool, List<Call> calls, long requests) {

  /**
   * @param errors calls that failed, would-block among them
   */
  record Call(String name, long count, long errors) {}

  /** {@code strace -c}: time, seconds, usecs/call, calls, errors (may be empty), name. */
  private static final Pattern STRACE =
      Pattern.compile("\\s*[\\d.]+\\s+[\\d.]+\\s+\\d+\\s+(\\d+)\\s+(?:(\\d+)\\s+)?(\\w+)");

  /** {@code perf trace -s}: name, calls, errors, total, min, avg, max, stddev; for each thread. */
  private static final Pattern PERF =
      Pattern.compile("\\s+(\\w+)\\s+(\\d+)\\s+(\\d+)\\s+[\\d.]+\\s+[\\d.]+\\s+.*%");

  static Syscalls ofStrace(String summary, long requests) {
    Map<String, Call> calls = new LinkedHashMap<>();
    for (String line : summary.lines().toList()) {
      Matcher row = STRACE.matcher(line);
      if (row.matches() && !row.group(3).equals("total")) {
        long errors = row.group(2) == null ? 0 : Long.parseLong(row.group(2));
        add(calls, new Call(row.group(3), Long.parseLong(row.group(1)), errors));
      }
    }
    return new Syscalls("strace -c", sorted(calls), requests);
  }

  static Syscalls ofPerfTrace(String summary, long requests) {
    Map<String, Call> calls = new LinkedHashMap<>();
    for (String line : summary.lines().toList()) {
      Matcher row = PERF.matcher(line);
      if (row.matches()) {
        add(
            calls,
            new Call(row.group(1), Long.parseLong(row.group(2)), Long.parseLong(row.group(3))));
      }
    }
    return new Syscalls("perf trace -s", sorted(calls), requests);
  }

  double perRequest(Call call) {
    return requests == 0 ? 0 : (double) call.count() / requests;
  }

  private static void add(Map<String, Call> calls, Call more) {
    calls.merge(
        more.name(),
        more,
        (a, b) -> new Call(a.name(), a.count() + b.count(), a.errors() + b.errors()));
  }

  private static List<Call> sorted(Map<String, Call> calls) {
    List<Call> list = new ArrayList<>(calls.values());
    list.sort(Comparator.comparingLong(Call::count).reversed());
    return List.copyOf(list);
  }
}
