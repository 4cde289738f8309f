package serverbench.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serverbench.results.Soak.Verdict;

/**
 * The server under test in a process of its own, which ends with this one. Its heap is small, of
 * fixed size and touched from the start, so that what its resident memory gains is native memory;
 * what the heap gains is asked of the JVM.
 */
final class SoakServer implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration END_WITHIN = Duration.ofSeconds(10);
  private static final Pattern READY = Pattern.compile("READY \\S+ (http://\\S+) pid=(\\d+)");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

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

  private final Process process;
  private final URI uri;
  private final Path log;

  private SoakServer(Process process, URI uri, Path log) {
    this.process = process;
    this.uri = uri;
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
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    String line = firstLine(process);
    Matcher ready = READY.matcher(line);
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new IOException("the server did not start: " + Files.readString(log).strip());
    }
    return new SoakServer(process, URI.create(ready.group(1)), log);
  }

  /** Empty when it ends, or says nothing for too long. */
  private static String firstLine(Process process) throws IOException {
    FutureTask<String> line = new FutureTask<>(process.inputReader()::readLine);
    Thread.ofPlatform().daemon().name("soak-ready").start(line);
    try {
      String first = line.get(READY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return first == null ? "" : first;
    } catch (TimeoutException | InterruptedException e) {
      return "";
    } catch (ExecutionException e) {
      throw new IOException("the server's output cannot be read", e.getCause());
    }
  }

  URI uri() {
    return uri;
  }

  ProcessHandle handle() {
    return process.toHandle();
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
    return jcmd.waitFor() == 0 && total.find() ? Long.parseLong(total.group(1)) : -1;
  }

  /** SIGTERM, as a user stops it: it must end by itself, well, and take its children along. */
  Verdict end() throws InterruptedException {
    List<ProcessHandle> family = process.descendants().toList();
    long start = System.nanoTime();
    process.destroy();
    boolean ended = process.waitFor(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    double seconds = (System.nanoTime() - start) / 1e9;
    long left = family.stream().filter(ProcessHandle::isAlive).count();
    String how = ended ? "exit code " + process.exitValue() : "had to be killed";
    return new Verdict(
        "end",
        ended && process.exitValue() == 0 && left == 0,
        String.format(
            java.util.Locale.ROOT, "%s after %.1f s, %d children left", how, seconds, left));
  }

  /** Ends it by force, if it still lives. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
