package serverbench.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serverbench.results.Soak.Verdict;

/**
 * The server under test in a process of its own, which ends with this one. Its heap is small, of
 * fixed size and touched from the start, so that what its resident memory gains is native memory;
 * what the heap gains is asked of the JVM.
 */
final class SoakServer implements AutoCloseable {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  /** What a collector leaves in gaps that are not worth closing; no object of the program. */
  private static final Pattern FILLER =
      Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+\\S*jdk\\.internal\\.vm\\.Filler");

  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Xms128m",
          "-Xmx128m",
          "-XX:+AlwaysPreTouch",
          "-XX:+UseParallelGC",
          "-XX:-UseDynamicNumberOfGCThreads",
          "-XX:-UseDynamicNumberOfCompilerThreads");

  private final ServerProcess process;
  private final Path log;

  private SoakServer(ServerProcess process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it and returns when it serves.
   *
   * @param main class and arguments of a program that prints {@code READY MODEL URL pid=PID}
   * @param log takes what it says
   * @throws IOException when it does not come to serve; the message says what it said
   */
  static SoakServer start(List<String> main, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(main);
    try {
      return new SoakServer(
          ServerProcess.start(new ProcessBuilder(command).redirectError(log.toFile())), log);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + ": " + Files.readString(log).strip(), e);
    }
  }

  URI uri() {
    return process.uri();
  }

  ProcessHandle handle() {
    return process.handle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has written to its standard error. */
  String said() throws IOException {
    return Files.readString(log).strip();
  }

  /**
   * Bytes of the objects that a full collection leaves, made now; -1 when the JVM does not tell.
   */
  long liveHeapBytes() throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(jcmd.getInputStream().readAllBytes());
    Matcher total = TOTAL.matcher(histogram);
    if (jcmd.waitFor() != 0 || !total.find()) {
      return -1;
    }
    long filler =
        FILLER.matcher(histogram).results().mapToLong(line -> Long.parseLong(line.group(1))).sum();
    return Long.parseLong(total.group(1)) - filler;
  }

  /** SIGTERM, as a user stops it: it must end by itself, well, and take its children along. */
  Verdict end() throws InterruptedException {
    List<ProcessHandle> family = process.handle().descendants().toList();
    long start = System.nanoTime();
    int exitCode = process.end();
    double seconds = (System.nanoTime() - start) / 1e9;
    long left = family.stream().filter(ProcessHandle::isAlive).count();
    return new Verdict(
        "end",
        exitCode == 0 && left == 0,
        String.format(
            Locale.ROOT,
            "%s after %.1f s, %d children left",
            exitCode < 0 ? "had to be killed" : "exit code " + exitCode,
            seconds,
            left));
  }

  /** Ends it, if it still lives. */
  @Override
  public void close() {
    process.close();
  }
}
