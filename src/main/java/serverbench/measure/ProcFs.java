package serverbench.measure;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads Linux's /proc. What has gone in the meantime (a thread, a process) or does not exist on
 * this host reads as empty, never as an exception.
 */
final class ProcFs {

  private final Path root;

  ProcFs(Path root) {
    this.root = root;
  }

  static ProcFs host() {
    return new ProcFs(Path.of("/proc"));
  }

  /** A file's text without the last line end; empty when it cannot be read. */
  Optional<String> text(String path) {
    // Not Files.readString: it believes the size of 0 that such files have and reads the first byte
    // alone, after which those under /proc/sys are at their end.
    try (FileInputStream in = new FileInputStream(root.resolve(path).toFile())) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** How many entries a folder has; -1 when it cannot be read. */
  int entries(String path) {
    List<String> names = names(path);
    return names.isEmpty() ? -1 : names.size();
  }

  /** The threads of a process ("self" or a number). */
  List<String> threads(String process) {
    return names(process + "/task");
  }

  Optional<String> threadName(String process, String thread) {
    return text(process + "/task/" + thread + "/comm");
  }

  /** CPU time of a thread in nanoseconds, the first figure of its schedstat; -1 when unknown. */
  long threadCpuNanos(String process, String thread) {
    return text(process + "/task/" + thread + "/schedstat")
        .map(line -> Long.parseLong(line.split(" ")[0]))
        .orElse(-1L);
  }

  /** Voluntary and involuntary context switches of a thread; -1 when unknown. */
  long threadContextSwitches(String process, String thread) {
    return text(process + "/task/" + thread + "/status").map(ProcFs::contextSwitches).orElse(-1L);
  }

  Optional<ProcessStat> stat(String process) {
    return text(process + "/stat").map(ProcessStat::parse);
  }

  HostCpu hostCpu() {
    return text("stat").map(HostCpu::parse).orElse(HostCpu.UNKNOWN);
  }

  /** The load average over the last minute; -1 when unknown. */
  double loadAverage() {
    return text("loadavg").map(line -> Double.parseDouble(line.split(" ")[0])).orElse(-1.0);
  }

  /** The mean clock of the cores in MHz at this moment; -1 when the kernel does not tell it. */
  double clockMegahertz() {
    return text("cpuinfo").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("cpu MHz"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
        .average()
        .orElse(-1);
  }

  static long contextSwitches(String status) {
    return status
        .lines()
        .filter(line -> line.contains("voluntary_ctxt_switches:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
        .sum();
  }

  private List<String> names(String path) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(path))) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return List.of();
    }
    return names;
  }
}
