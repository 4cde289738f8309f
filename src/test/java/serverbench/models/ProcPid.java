package serverbench.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the kernel shows of a process.
 *
 * @param pid its number
 */
record ProcPid(long pid) implements Comparable<ProcPid> {

  static final Set<Integer> ACCEPT =
      System.getProperty("os.arch").equals("amd64") ? Set.of(43, 288) : Set.of(202, 242);

  private static final String ZOMBIE = "Z";

  static ProcPid self() {
    return new ProcPid(ProcessHandle.current().pid());
  }

  /** Its children, zombies among them. */
  Set<ProcPid> children() {
    return list("task").stream()
        .flatMap(task -> Stream.of(read(task.resolve("children")).split("\\s+")))
        .filter(number -> !number.isEmpty())
        .map(number -> new ProcPid(Long.parseLong(number)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Inodes of the sockets that it has open. */
  Set<Long> sockets() {
    return list("fd").stream()
        .flatMap(descriptor -> ProcEntry.target(descriptor).stream())
        .filter(target -> target.startsWith("socket:["))
        .map(target -> Long.parseLong(target.replaceAll("\\D", "")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many of its threads are in one of these system calls. */
  long threadsIn(Set<Integer> calls) {
    return list("task").stream()
        .map(task -> read(task.resolve("syscall")).split("\\s", 2)[0])
        .filter(call -> call.matches("\\d+"))
        .filter(call -> calls.contains(Integer.parseInt(call)))
        .count();
  }

  /** Gone, or as good as gone where nobody reaps. */
  boolean hasEnded() {
    String status = read(folder().resolve("stat"));
    return status.isEmpty() || isZombie();
  }

  boolean isZombie() {
    String status = read(folder().resolve("stat"));
    return !status.isEmpty() && status.substring(status.lastIndexOf(')') + 2).startsWith(ZOMBIE);
  }

  void kill() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public int compareTo(ProcPid other) {
    return Long.compare(pid, other.pid);
  }

  private Path folder() {
    return Path.of("/proc", Long.toString(pid));
  }

  private List<Path> list(String name) {
    return ProcEntry.list(folder().resolve(name));
  }

  private static String read(Path file) {
    return ProcEntry.text(file).orElse("");
  }
}
