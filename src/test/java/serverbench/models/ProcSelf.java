package serverbench.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** This process as the kernel shows it in /proc. Thread names are cut to 15 characters there. */
final class ProcSelf {

  /** System calls that wait, by name; each number is of x86-64 or of aarch64. */
  static final Set<Integer> SELECT = isX86() ? Set.of(23, 270) : Set.of(72);

  static final Set<Integer> POLL = isX86() ? Set.of(7, 271) : Set.of(73);
  static final Set<Integer> EPOLL_WAIT = isX86() ? Set.of(232, 281, 441) : Set.of(22, 441);
  static final Set<Integer> IO_URING_ENTER = Set.of(426);

  /** What a thread that is in no system call has in place of its number. */
  static final int RUNNING = -1;

  private static final Path TASKS = Path.of("/proc/self/task");

  private ProcSelf() {}

  /** Thread name to the number of the system call that it is in. */
  static Map<String, Integer> syscallsByThread() {
    Map<String, Integer> calls = new TreeMap<>();
    forEachTask(
        (name, task) -> {
          String first = Files.readString(task.resolve("syscall")).split("\\s")[0];
          calls.put(name, first.equals("running") ? RUNNING : Integer.parseInt(first));
        });
    return calls;
  }

  static Set<String> threadNames() {
    return syscallsByThread().keySet();
  }

  /** The kernel's number of the thread with this name. */
  static Optional<Long> threadId(String name) {
    Map<String, Long> ids = new TreeMap<>();
    forEachTask((found, task) -> ids.put(found, Long.parseLong(task.getFileName().toString())));
    return Optional.ofNullable(ids.get(name));
  }

  /** Returns once the thread sits in one of these system calls. */
  static void awaitIdleIn(Set<Integer> syscalls, String thread) {
    Eventually.holds(
        () -> syscalls.contains(syscallsByThread().getOrDefault(thread, RUNNING)),
        () -> thread + " is not in " + syscalls + ": " + syscallsByThread());
  }

  private interface TaskReader {
    void read(String name, Path task) throws IOException;
  }

  private static void forEachTask(TaskReader reader) {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        try {
          reader.read(Files.readString(task.resolve("comm")).strip(), task);
        } catch (NoSuchFileException e) {
          // The thread has ended in between: it is none of those that stay.
          continue;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isX86() {
    return System.getProperty("os.arch").equals("amd64");
  }
}
