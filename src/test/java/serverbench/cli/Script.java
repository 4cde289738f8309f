package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** run-bench.sh as a process, its output in files, in a process group of its own as in a shell. */
final class Script implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final Process process;
  private final Path out;
  private final Path err;

  private Script(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * How a call of the script ended.
   *
   * @param out all of stdout
   * @param err all of stderr
   */
  record Ended(int exitCode, String out, String err) {}

  /**
   * @param folder for its output, its lock and its other temporary files
   */
  static Script start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("setsid");
    }
    command.add(Path.of("run-bench.sh").toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    return start(folder, new ProcessBuilder(command));
  }

  static Script start(Path folder, ProcessBuilder builder) throws IOException {
    Path out = Files.createTempFile(folder, "stdout", null);
    Path err = Files.createTempFile(folder, "stderr", null);
    builder.environment().put("SERVERBENCH_BUILD", "never");
    builder.environment().put("SERVERBENCH_JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    return new Script(builder.start(), out, err);
  }

  static Ended run(Path folder, Duration atMost, String... arguments) throws Exception {
    try (Script script = start(folder, arguments)) {
      return script.await(atMost);
    }
  }

  Ended await(Duration atMost) throws Exception {
    boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(ended).as("ends within %s; it said: %s%s", atMost, out(), err()).isTrue();
    return new Ended(process.exitValue(), out(), err());
  }

  /** Waits until stdout or stderr has such a line, and returns it. */
  String awaitLine(Duration atMost, Predicate<String> wanted) throws Exception {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      List<String> complete = Stream.of(out(), err()).flatMap(Script::completeLines).toList();
      for (String line : complete) {
        if (wanted.test(line)) {
          return line;
        }
      }
      assertThat(System.nanoTime()).as("no such line in %s", complete).isLessThan(deadline);
      if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        assertThat(Stream.of(out(), err()).flatMap(String::lines)).anyMatch(wanted);
      }
    }
  }

  /** As kill(1) does; INT to the negative process group is what Ctrl-C does in a terminal. */
  void kill(String signal, String target) throws Exception {
    // The shell's own kill: slim systems have no /bin/kill.
    String kill = "kill -" + signal + " -- " + target;
    int code = new ProcessBuilder("bash", "-c", kill).start().waitFor();
    assertThat(code).isZero();
  }

  long pid() {
    return process.pid();
  }

  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  private String out() throws IOException {
    return Files.readString(out);
  }

  private String err() throws IOException {
    return Files.readString(err);
  }

  private static Stream<String> completeLines(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1).lines();
  }

  /** A test that failed leaves nothing running. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
