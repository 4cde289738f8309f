package serverbench.profiling;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Profiles as Markdown: one with all that was recorded, or a table of several. */
final class ProfileText {

  /** Fewer than this a request is start and end of the load. */
  private static final double WORTH_A_LINE = 0.0005;

  /** Smaller shares go into a line together. */
  private static final double WORTH_NAMING = 0.005;

  /** What a table of several servers names: the shape of each, not its details. */
  private static final double WORTH_COMPARING = 0.05;

  private ProfileText() {}

  static String of(
      Profile profile,
      List<StackRecording> recordings,
      Optional<Syscalls> syscalls,
      List<String> refusals) {
    StringBuilder text = new StringBuilder();
    line(text, "# %s under %s", profile.label(), profile.workload());
    line(text, "");
    line(
        text,
        "%.0f requests/s before anything was attached; the server in a JVM of its own; %d s each.",
        profile.throughput(),
        profile.time().toSeconds());
    line(text, "");
    for (StackRecording recording : recordings) {
      String file = recording.flameGraph();
      line(text, "- [%s](%s): %s", file, file, recording.how());
      recording.refusals().forEach(refusal -> line(text, "  - refused: %s", refusal));
    }
    if (profile.shortLived() > 0) {
      line(
          text,
          "- its child processes live too short to be recorded (%d at the time): only the server"
              + " itself is in what follows, but for the system calls",
          profile.shortLived());
    }
    line(text, "");
    append(text, profile.shares());
    line(text, "");
    syscalls.ifPresent(counted -> append(text, counted));
    if (syscalls.isEmpty()) {
      line(text, "No system calls were counted:");
    }
    refusals.forEach(refusal -> line(text, "- %s", refusal));
    return text.toString();
  }

  static String table(List<Profile> profiles) {
    StringBuilder text = new StringBuilder();
    line(text, "| server | us a request | what takes 5 %% of it or more |");
    line(text, "|:---|---:|:---|");
    for (Profile profile : profiles) {
      List<CpuShares.Share> all = profile.shares().shares();
      line(
          text,
          "| %s | %s | %s |",
          profile.shortLived() > 0 ? profile.label() + ", without its children" : profile.label(),
          micros(profile.shares().together("all", all), "%.1f"),
          all.stream()
              .filter(share -> share.share() >= WORTH_COMPARING)
              .map(s -> String.format(Locale.ROOT, "%s %.0f %%", s.kind(), 100 * s.share()))
              .collect(Collectors.joining("; ")));
    }
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
    line(text, "| %s | %.1f %% | %s |", share.kind(), 100 * share.share(), micros(share, "%.2f"));
  }

  private static String micros(CpuShares.Share share, String format) {
    return share.micros().map(us -> String.format(Locale.ROOT, format, us)).orElse("not known");
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
