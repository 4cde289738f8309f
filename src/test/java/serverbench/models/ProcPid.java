package serverbench.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
        .map(ProcPid::link)
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

  private Set<Path> list(String name) {
    return tolerant(
        folder().resolve(name),
        path -> {
          try (Stream<Path> entries = Files.list(path)) {
            return entries.collect(Collectors.toSet());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Set.of());
  }

  private static String read(Path file) {
    return tolerant(
        file,
        path -> {
          try {
            return Files.readString(path);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        "");
  }

  private static String link(Path descriptor) {
    return tolerant(
        descriptor,
        path -> {
          try {
            return Files.readSymbolicLink(path).toString();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        "");
  }

  /** A process, thread or descriptor may be gone between the listing and the look. */
  private static <T> T tolerant(Path path, Function<Path, T> look, T gone) {
    try {
      return look.apply(path);
    } catch (UncheckedIOException e) {
      boolean isGone =
          e.getCause() instanceof NoSuchFileException
              || e.getCause().getMessage().contains("No such process");
      if (isGone) {
        return gone;
      }
      throw e;
    }
  }
}
