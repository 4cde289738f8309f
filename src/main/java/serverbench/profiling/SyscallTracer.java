package serverbench.profiling;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Counts the system calls of processes with what the host has: strace, which counts every call and
 * slows the server down a lot, else perf trace, which is light and may lose some. Attached to
 * processes that are idle, so that their first request is counted as well.
 */
final class SyscallTracer implements AutoCloseable {

  private static final Duration ATTACH_WITHIN = Duration.ofSeconds(10);
  private static final long END_SECONDS = 30;

  /** A tool that can be attached. */
  enum Tool {
    STRACE("strace") {
      @Override
      List<String> command(List<Long> pids, Path output) {
        List<String> words =
            new ArrayList<>(List.of("strace", "-f", "-c", "-S", "calls", "-o", output.toString()));
        pids.forEach(pid -> words.addAll(List.of("-p", Long.toString(pid))));
        return words;
      }

      @Override
      Syscalls read(String summary, long requests) {
        return Syscalls.ofStrace(summary, requests);
      }
    },
    PERF_TRACE("perf") {
      @Override
      List<String> command(List<Long> pids, Path output) {
        String all = String.join(",", pids.stream().map(String::valueOf).toList());
        return List.of("perf", "trace", "-s", "-o", output.toString(), "-p", all);
      }

      @Override
      Syscalls read(String summary, long requests) {
        return Syscalls.ofPerfTrace(summary, requests);
      }
    };

    private final String program;

    Tool(String program) {
      this.program = program;
    }

    abstract List<String> command(List<Long> pids, Path output);

    abstract Syscalls read(String summary, long requests);

    boolean present() {
      return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
          .map(folder -> Path.of(folder, program))
          .anyMatch(Files::isExecutable);
    }
  }

  private final Tool tool;
  private final Process process;
  private final Path output;

  private SyscallTracer(Tool tool, Process process, Path output) {
    this.tool = tool;
    this.process = process;
    this.output = output;
  }

  /** Those that are installed, the exact one first. */
  static List<Tool> present() {
    return Stream.of(Tool.values()).filter(Tool::present).toList();
  }

  /**
   * Attaches and returns once it is attached.
   *
   * @param output where the tool writes its own summary
   * @throws IOException when it may not be attached
   */
  static SyscallTracer attach(Tool tool, List<Long> pids, Path output)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("serverbench-trace", ".log");
    try {
      Process process =
          new ProcessBuilder(tool.command(pids, output))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      long giveUp = System.nanoTime() + ATTACH_WITHIN.toNanos();
      while (process.isAlive() && !attached(tool, pids, output) && System.nanoTime() < giveUp) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
      if (!process.isAlive()) {
        throw new IOException(
            tool.program + ": " + Files.readString(log).lines().findFirst().orElse("ended"));
      }
      return new SyscallTracer(tool, process, output);
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /** Every thread of a process that strace has attached to names its tracer. */
  private static boolean attached(Tool tool, List<Long> pids, Path output) throws IOException {
    if (tool == Tool.PERF_TRACE) {
      // Says nothing of it; it opens its output when it has set itself up.
      return Files.exists(output);
    }
    for (long pid : pids) {
      try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
        for (Path task : tasks.toList()) {
          Optional<String> tracer = tracer(task);
          if (tracer.isPresent() && tracer.get().endsWith("\t0")) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Empty for a thread that has ended meanwhile. */
  private static Optional<String> tracer(Path task) throws IOException {
    try (Stream<String> lines = Files.lines(task.resolve("status"), StandardCharsets.UTF_8)) {
      return lines.filter(line -> line.startsWith("TracerPid:")).findFirst();
    } catch (IOException | java.io.UncheckedIOException e) {
      if (Files.exists(task)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * Detaches and reads what was counted.
   *
   * @param requests answered since {@link #attach}
   */
  Syscalls detach(long requests) throws IOException, InterruptedException {
    interrupt();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(tool.program + " did not end");
    }
    return tool.read(Files.readString(output), requests);
  }

  /** As Ctrl-C does: both tools write their summary then, and perf trace only then. */
  private void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /** Whatever went wrong, nothing stays attached. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
