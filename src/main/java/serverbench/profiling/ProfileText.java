package serverbench.profiling;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import serverbench.bench.Workload;

/** profile.md: what was recorded, the CPU time and the system calls of a request, as Markdown. */
final class ProfileText {

  /** Fewer than this a request is start and end of the load. */
  private static final double WORTH_A_LINE = 0.0005;

  /** Smaller shares go into a line together. */
  private static final double WORTH_NAMING = 0.005;

  /** A flame graph's file and what it was drawn from. */
  record Graph(String file, StackRecording recording) {}

  private ProfileText() {}

  static String of(
      String label,
      Workload workload,
      Duration time,
      double throughput,
      List<Graph> graphs,
      CpuShares shares,
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
      line(text, "- [%s](%s): %s", graph.file(), graph.file(), graph.recording().how());
      graph.recording().refusals().forEach(refusal -> line(text, "  - refused: %s", refusal));
    }
    line(text, "");
    append(text, shares);
    line(text, "");
    syscalls.ifPresent(counted -> append(text, counted));
    if (syscalls.isEmpty()) {
      line(text, "No system calls were counted:");
    }
    refusals.forEach(refusal -> line(text, "- %s", refusal));
    return text.toString();
  }

  private static void append(StringBuilder text, CpuShares shares) {
    line(
        text,
        "CPU time of the server by kind of work, from %d samples (looking so often costs some time"
            + " too: believe the shares more than the sum):",
        shares.samples());
    line(text, "");
    line(text, "| what | share | us a request |");
    line(text, "|:---|---:|---:|");
    List<CpuShares.Share> all = shares.shares();
    List<CpuShares.Share> named = all.stream().filter(s -> s.share() >= WORTH_NAMING).toList();
    named.forEach(share -> append(text, share));
    if (named.size() < all.size()) {
      append(text, shares.together("smaller ones", all.subList(named.size(), all.size())));
    }
    append(text, shares.together("all", all));
  }

  private static void append(StringBuilder text, CpuShares.Share share) {
    line(
        text,
        "| %s | %.1f %% | %s |",
        share.kind(),
        100 * share.share(),
        share.micros().map(us -> String.format(Locale.ROOT, "%.2f", us)).orElse("not known"));
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
