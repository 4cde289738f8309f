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

  /** Below this something is missing that matters. */
  private static final double LEAST_SEEN = 0.8;

  /** Above this sampling was no small part of it. */
  private static final double MOST_SEEN = 1.2;

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
        "%.0f requests/s and %.1f us of CPU time each before anything was attached; the server in a"
            + " JVM of its own; %d s for each measurement.",
        profile.throughput(),
        profile.cpuMicros(),
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
    append(text, profile);
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
    line(text, "| server | CPU us a request | sampled | what takes 5 %% of that or more |");
    line(text, "|:---|---:|---:|:---|");
    for (Profile profile : profiles) {
      List<CpuShares.Share> all = profile.shares().shares();
      line(
          text,
          "| %s | %.1f | %s | %s |",
          profile.shortLived() > 0 ? profile.label() + ", without its children" : profile.label(),
          profile.cpuMicros(),
          profile.seen().map(ProfileText::percent).orElse("not known"),
          all.stream()
              .filter(share -> share.share() >= WORTH_COMPARING)
              .map(share -> share.kind() + " " + percent(share.share()))
              .collect(Collectors.joining("; ")));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Profile profile) {
    CpuShares shares = profile.shares();
    line(
        text,
        "CPU time of the server by kind of work, from %d samples%s:",
        shares.samples(),
        profile.seen().map(ProfileText::standFor).orElse(""));
    line(text, "");
    line(text, "| what | share | us a request |");
    line(text, "|:---|---:|---:|");
    List<CpuShares.Share> all = shares.shares();
    List<CpuShares.Share> named = all.stream().filter(s -> s.share() >= WORTH_NAMING).toList();
    named.forEach(share -> append(text, share));
    if (named.size() < all.size()) {
      append(text, shares.together("smaller ones", all.subList(named.size(), all.size())));
    }
    append(text, shares.all());
  }

  private static String standFor(double seen) {
    return String.format(
        Locale.ROOT,
        ", which stand for %s of what the kernel counted before they were taken%s",
        percent(seen),
        seen < LEAST_SEEN
            ? " (threads that end before their first sample is due are missing)"
            : seen > MOST_SEEN ? " (taking them costs time, and the server's pace changes)" : "");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static void append(StringBuilder text, CpuShares.Share share) {
    line(text, "| %s | %.1f %% | %s |", share.kind(), 100 * share.share(), micros(share));
  }

  private static String micros(CpuShares.Share share) {
    return share.micros().map(us -> String.format(Locale.ROOT, "%.2f", us)).orElse("not known");
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
