package serverbench.profiling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import one.convert.Arguments;
import one.convert.JfrToFlame;
import one.profiler.AsyncProfilerLoader;

/**
 * Where a JVM spends its CPU time, as one HTML file that needs nothing else.
 *
 * <pre>
 *   async-profiler, perf events --refused--> async-profiler, CPU timer --refused--> JFR
 *   Java, C and kernel frames               Java and C frames                      Java frames
 * </pre>
 *
 * @param how it was recorded, for people
 * @param refusals why the better ways were not taken, a line each
 */
record FlameGraph(String how, List<String> refusals) {

  private static final String RECORDING = "serverbench";

  /**
   * Records for a while, under whatever load there is; blocks.
   *
   * @param pid of a JVM of this user
   * @param file to be written
   * @throws IOException when no way is open
   */
  static FlameGraph record(long pid, Duration time, String title, Path file)
      throws IOException, InterruptedException {
    List<String> refusals = new ArrayList<>();
    if (AsyncProfilerLoader.isSupported()) {
      for (Event event : Event.values()) {
        try {
          asyncProfiler(pid, time, event, title, file);
          return new FlameGraph(event.how, List.copyOf(refusals));
        } catch (IOException | IllegalStateException e) {
          refusals.add(event.how + ": " + oneLine(e));
        }
      }
    } else {
      refusals.add("async-profiler has no library for this platform");
    }
    flightRecorder(pid, time, title, file);
    return new FlameGraph("JFR execution samples, Java frames only", List.copyOf(refusals));
  }

  private enum Event {
    /** A software event of the kernel: works in virtual machines without counters too. */
    PERF("cpu-clock", "async-profiler, perf events (Java, native and kernel frames)"),
    TIMER("ctimer", "async-profiler, CPU timers (Java and native frames)");

    private final String name;
    private final String how;

    Event(String name, String how) {
      this.name = name;
      this.how = how;
    }
  }

  private static void asyncProfiler(long pid, Duration time, Event event, String title, Path file)
      throws IOException {
    AsyncProfilerLoader.ExecutionResult result =
        AsyncProfilerLoader.executeProfiler(
            "-e",
            event.name,
            "-d",
            Long.toString(time.toSeconds()),
            "-t",
            "--title",
            title,
            "-f",
            file.toAbsolutePath().toString(),
            Long.toString(pid));
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      throw new IOException(result.getStdout() + " " + result.getStderr());
    }
  }

  /** The last resort. */
  static void flightRecorder(long pid, Duration time, String title, Path file)
      throws IOException, InterruptedException {
    Path recording = Files.createTempFile("serverbench", ".jfr");
    try {
      jcmd(pid, "JFR.start", "name=" + RECORDING, "settings=profile");
      Thread.sleep(time);
      jcmd(pid, "JFR.stop", "name=" + RECORDING, "filename=" + recording);
      JfrToFlame.convert(
          recording.toString(), file.toString(), new Arguments("--threads", "--title", title));
    } finally {
      Files.deleteIfExists(recording);
    }
  }

  private static void jcmd(long pid, String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    words.add(Long.toString(pid));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes()).strip();
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + command[0] + ": " + output);
    }
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
  }
}
