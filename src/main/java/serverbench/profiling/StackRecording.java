package serverbench.profiling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import one.convert.Arguments;
import one.convert.FlameGraph;
import one.convert.JfrToFlame;
import one.profiler.AsyncProfilerLoader;

/**
 * What the threads of a JVM were doing while they had a processor: their stacks, sampled.
 *
 * <pre>
 *   async-profiler, perf events --refused--> async-profiler, CPU timer --refused--> JFR
 *   Java, C and kernel frames               Java and C frames                      Java frames
 * </pre>
 *
 * <p>The file has a line for each stack, frames from the root and then how often it was seen ("a;b
 * 3"), which flame graphs of all makers read.
 *
 * @param name of the process within the server: nothing, or -child-1 and so on; part of file names
 * @param stacks the file
 * @param how it was recorded, for people
 * @param interval the CPU time that a sample stands for, where the way to record promises one
 * @param refusals why the better ways were not taken, a line each
 */
record StackRecording(
    String name, Path stacks, String how, Optional<Duration> interval, List<String> refusals) {

  /** Ten seconds of a core are known to half a percent then; more often disturbs more. */
  private static final Duration INTERVAL = Duration.ofMillis(1);

  private static final String RECORDING = "serverbench";

  /**
   * Records processes at the same time, under whatever load there is; blocks.
   *
   * @param pids of JVMs of this user: a server, then its workers
   * @param folder for a file of each
   * @throws IOException when no way is open
   */
  static List<StackRecording> of(List<Long> pids, Duration time, Path folder)
      throws IOException, InterruptedException {
    if (AsyncProfilerLoader.isSupported()) {
      // Unpacks its library, which is not for several threads.
      AsyncProfilerLoader.getAsyncProfilerPath();
    }
    try (ExecutorService atOnce =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Callable<StackRecording>> all = new ArrayList<>();
      for (int i = 0; i < pids.size(); i++) {
        long pid = pids.get(i);
        String name = i == 0 ? "" : "-child-" + i;
        all.add(() -> of(pid, time, name, folder.resolve("stacks" + name + ".txt")));
      }
      List<StackRecording> recordings = new ArrayList<>();
      for (Future<StackRecording> one : atOnce.invokeAll(all)) {
        recordings.add(one.get());
      }
      return recordings;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  private static StackRecording of(long pid, Duration time, String name, Path stacks)
      throws IOException, InterruptedException {
    List<String> refusals = new ArrayList<>();
    if (AsyncProfilerLoader.isSupported()) {
      for (Event event : Event.values()) {
        try {
          asyncProfiler(pid, time, event, stacks);
          return new StackRecording(
              name, stacks, event.how, Optional.of(INTERVAL), List.copyOf(refusals));
        } catch (IOException | IllegalStateException e) {
          refusals.add(event.how + ": " + oneLine(e));
        }
      }
    } else {
      refusals.add("async-profiler has no library for this platform");
    }
    return flightRecorder(pid, time, name, stacks, refusals);
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

  private static void asyncProfiler(long pid, Duration time, Event event, Path stacks)
      throws IOException {
    AsyncProfilerLoader.ExecutionResult result =
        AsyncProfilerLoader.executeProfiler(
            "-e",
            event.name,
            "-i",
            INTERVAL.toNanos() + "ns",
            "-d",
            Long.toString(time.toSeconds()),
            "--threads",
            "--ann",
            "-o",
            "collapsed",
            "-f",
            stacks.toAbsolutePath().toString(),
            Long.toString(pid));
    if (!Files.isRegularFile(stacks) || Files.size(stacks) == 0) {
      throw new IOException(result.getStdout() + " " + result.getStderr());
    }
  }

  /** The last resort. */
  static StackRecording flightRecorder(
      long pid, Duration time, String name, Path stacks, List<String> refusals)
      throws IOException, InterruptedException {
    Path recording = Files.createTempFile("serverbench", ".jfr");
    try {
      jcmd(pid, "JFR.start", "name=" + RECORDING, "settings=profile");
      Thread.sleep(time);
      jcmd(pid, "JFR.stop", "name=" + RECORDING, "filename=" + recording);
      JfrToFlame.convert(
          recording.toString(),
          stacks.toString(),
          new Arguments("--threads", "--output", "collapsed"));
    } finally {
      Files.deleteIfExists(recording);
    }
    return new StackRecording(
        name,
        stacks,
        "JFR execution samples, Java frames only",
        Optional.empty(),
        List.copyOf(refusals));
  }

  /** The file that {@link #draw} writes. */
  String flameGraph() {
    return "flame" + name + ".html";
  }

  /** Draws the stacks as one HTML file that needs nothing else. */
  void draw(String title, Path folder) throws IOException {
    FlameGraph.convert(
        stacks.toString(),
        folder.resolve(flameGraph()).toString(),
        new Arguments("--title", title + name.replace('-', ' ')));
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
