package serverbench.profiling;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import serverbench.bench.Workload;

/** profile.md: what was recorded, and the system calls of a request, as Markdown. */
final class ProfileText {

  /** Fewer than this a request is start and end of the load. */
  private static final double WORTH_A_LINE = 0.0005;

  /** A flame graph and the file that it is in. */
  record Graph(String file, FlameGraph graph) {}

  private ProfileText() {}

  static String of(
      String label,
      Workload workload,
      Duration time,
      double throughput,
      List<Graph> graphs,
      Optional<Syscalls> syscalls,
      List<String> refusals) {
    StringBuilder text = new StringBuilder();
    line(text, "# %s under %s", label, workload);
    line(text, "");
    line(
        text,
        "%.0f requests/s before anything was attached; the server in a JVM of its own; %d s each.",
        throughput,
        time.toSeconds());
    line(text, "");
    for (Graph graph : graphs) {
      line(text, "- [%s](%s): %s", graph.file(), graph.file(), graph.graph().how());
      graph.graph().refusals().forEach(refusal -> line(text, "  - refused: %s", refusal));
    }
    line(text, "");
    syscalls.ifPresent(counted -> append(text, counted));
    if (syscalls.isEmpty()) {
      line(text, "No system calls were counted:");
    }
    refusals.forEach(refusal -> line(text, "- %s", refusal));
    return text.toString();
  }

  private static void append(StringBuilder text, Syscalls syscalls) {
    line(
        text,
        "System calls, counted by %s over %d requests (the tracer slows the server down: believe"
            + " the counts, not the time):",
        syscalls.tool(),
        syscalls.requests());
    line(text, "");
    line(text, "| system call | a request | calls | failed |");
    line(text, "|:---|---:|---:|---:|");
    for (Syscalls.Call call : syscalls.calls()) {
      if (syscalls.perRequest(call) >= WORTH_A_LINE) {
        line(
            text,
            "| %s | %.3f | %d | %d |",
            call.name(),
            syscalls.perRequest(call),
            call.count(),
            call.errors());
      }
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
