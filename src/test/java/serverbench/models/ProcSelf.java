package serverbench.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the kernel shows of this process: its threads and the system call each of them sits in. */
public final class ProcSelf {

  /** The number shown for a thread that runs, or is blocked outside of a system call. */
  static final int NO_CALL = -1;

  private static final boolean X86_64 = System.getProperty("os.arch").equals("amd64");

  /** System call numbers: epoll_wait is epoll_pwait where the kernel has no other. */
  static final Set<Integer> EPOLL_WAIT = X86_64 ? Set.of(232, 281, 441) : Set.of(22, 441);

  static final Set<Integer> SELECT = X86_64 ? Set.of(23, 270) : Set.of(72);
  static final Set<Integer> POLL = X86_64 ? Set.of(7, 271) : Set.of(73);
  static final Set<Integer> IO_URING_ENTER = Set.of(426);

  static final Set<Integer> ACCEPT = X86_64 ? Set.of(43, 288) : Set.of(202, 242);
  static final Set<Integer> FUTEX = X86_64 ? Set.of(202) : Set.of(98);

  /**
   * @param name the first 15 characters of the thread's name, as the kernel keeps it
   * @param call number of the system call that it is in, or {@link #NO_CALL}
   */
  record NativeThread(long id, String name, int call) {}

  private ProcSelf() {}

  static List<NativeThread> threads() {
    return ProcEntry.list(Path.of("/proc/self/task")).stream()
        .flatMap(task -> thread(task).stream())
        .toList();
  }

  private static Optional<NativeThread> thread(Path task) {
    long id = Long.parseLong(task.getFileName().toString());
    Optional<String> name = ProcEntry.text(task.resolve("comm")).map(String::stripTrailing);
    return ProcEntry.text(task.resolve("syscall"))
        .flatMap(call -> name.map(known -> new NativeThread(id, known, number(call))));
  }

  /** The first word of the syscall file: the number, or "running". */
  private static int number(String syscall) {
    String call = syscall.split("\\s", 2)[0];
    return call.equals("running") ? NO_CALL : Integer.parseInt(call);
  }

  /** How many descriptors this process has open, the one that lists them included. */
  public static long openFiles() {
    return ProcEntry.list(Path.of("/proc/self/fd")).size();
  }

  /** How many threads whose name begins so are in one of these system calls. */
  static long count(String namePrefix, Set<Integer> calls) {
    return threads().stream()
        .filter(thread -> thread.name().startsWith(namePrefix) && calls.contains(thread.call()))
        .count();
  }

  /** How many threads there are whose name begins so. */
  static long count(String namePrefix) {
    return threads().stream().filter(thread -> thread.name().startsWith(namePrefix)).count();
  }

  /** Name to system call; of threads with the same 15 characters only one is shown. */
  static Map<String, Integer> syscallsByThread() {
    Map<String, Integer> calls = new TreeMap<>();
    threads().forEach(thread -> calls.put(thread.name(), thread.call()));
    return calls;
  }

  static Set<String> threadNames() {
    return new TreeSet<>(syscallsByThread().keySet());
  }

  /** The kernel's number of the thread with this name. */
  static Optional<Long> threadId(String name) {
    return threads().stream()
        .filter(thread -> thread.name().equals(name))
        .map(NativeThread::id)
        .findFirst();
  }

  /** Returns once the thread sits in one of these system calls. */
  static void awaitIdleIn(Set<Integer> syscalls, String thread) {
    Eventually.holds(
        () -> syscalls.contains(syscallsByThread().getOrDefault(thread, NO_CALL)),
        () -> thread + " is not in " + syscalls + ": " + syscallsByThread());
  }
}
