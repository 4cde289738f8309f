package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Counts the system calls of one thread of this process with strace(1), where that is allowed. */
final class SyscallTrace implements AutoCloseable {

  /** Every call by which a thread can wait for sockets. */
  static final Set<String> WAITING =
      Set.of(
          "select",
          "pselect6",
          "poll",
          "ppoll",
          "epoll_wait",
          "epoll_pwait",
          "epoll_pwait2",
          "io_uring_enter");

  /** Every call that moves bytes or connections. */
  static final Set<String> TRANSFER =
      Set.of(
          "accept",
          "accept4",
          "read",
          "readv",
          "recvfrom",
          "recvmsg",
          "write",
          "writev",
          "sendto",
          "sendmsg",
          "shutdown",
          "close",
          "epoll_ctl");

  private static final Pattern CALL = Pattern.compile("^(?:<\\.\\.\\. )?(\\w+)(?:\\(| resumed)");

  private final Process strace;
  private final Path output;

  private SyscallTrace(Process strace, Path output) {
    this.strace = strace;
    this.output = output;
  }

  /**
   * Attaches to the thread; the test is skipped, visibly, where that cannot be.
   *
   * @param options more of strace's, which may make a call fail that the kernel would not
   */
  static SyscallTrace of(String thread, String... options) throws IOException {
    while (true) {
      // A thread names itself, a while after it was started.
      Eventually.holds(
          () -> ProcSelf.threadId(thread).isPresent(), () -> "there is no thread " + thread);
      Optional<Long> found = ProcSelf.threadId(thread);
      if (found.isEmpty()) {
        continue;
      }
      long id = found.get();
      Path output = Files.createTempFile("syscalls", ".txt");
      Process strace = attach(id, output, options);
      Eventually.holds(() -> isTraced(id) || !strace.isAlive(), () -> "strace does not attach");
      if (isTraced(id)) {
        return new SyscallTrace(strace, output);
      }
      String complaint = new String(strace.getInputStream().readAllBytes());
      Files.delete(output);
      if (ProcSelf.threads().stream().anyMatch(other -> other.id() == id)) {
        Assumptions.abort("strace may not attach here: " + complaint);
      }
      // It was one of the server before, just ending: the thread meant is another of this name.
    }
  }

  private static Process attach(long id, Path output, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("strace", "-qq", "-o", output.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-p", String.valueOf(id)));
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      Files.delete(output);
      return Assumptions.abort("no strace here: " + e.getMessage());
    }
  }

  /** Detaches; how often each system call was made. */
  Map<String, Integer> stop() throws IOException, InterruptedException {
    strace.destroy();
    strace.waitFor();
    Map<String, Integer> calls = new TreeMap<>();
    for (String line : Files.readAllLines(output)) {
      Matcher call = CALL.matcher(line);
      if (call.find()) {
        calls.merge(call.group(1), 1, Integer::sum);
      }
    }
    assertThat(calls).isNotEmpty();
    return calls;
  }

  /** Whether a call has been made to fail. */
  boolean hasInjected() {
    try {
      return Files.readString(output).contains("(INJECTED)");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    strace.destroy();
    Files.deleteIfExists(output);
  }

  private static boolean isTraced(long id) {
    return ProcEntry.text(Path.of("/proc/self/task/" + id + "/status")).stream()
        .flatMap(String::lines)
        .anyMatch(line -> line.startsWith("TracerPid:") && !line.endsWith("\t0"));
  }
}
