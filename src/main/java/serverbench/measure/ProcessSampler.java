package serverbench.measure;

import java.util.List;
import java.util.Optional;

/** Looks at another process from outside, through /proc. Any thread. */
public final class ProcessSampler {

  private static final long PAGE_BYTES = 4096;

  private final ProcFs proc;
  private final ProcessHandle process;

  public ProcessSampler(ProcessHandle process) {
    this(ProcFs.host(), process);
  }

  ProcessSampler(ProcFs proc, ProcessHandle process) {
    this.proc = proc;
    this.process = process;
  }

  /** Empty when the process is gone, or the host has no /proc. */
  public Optional<ProcessSample> take() {
    String pid = Long.toString(process.pid());
    Optional<ProcessStat> stat = proc.stat(pid);
    int openFiles = proc.entries(pid + "/fd");
    if (stat.isEmpty() || openFiles < 0) {
      return Optional.empty();
    }
    List<ProcessHandle> children = process.descendants().toList();
    long childrenPages =
        children.stream()
            .flatMap(child -> proc.stat(Long.toString(child.pid())).stream())
            .mapToLong(ProcessStat::residentPages)
            .sum();
    return Optional.of(
        new ProcessSample(
            System.nanoTime(),
            openFiles,
            proc.threads(pid).size(),
            children.size(),
            stat.get().residentPages() * PAGE_BYTES,
            childrenPages * PAGE_BYTES));
  }
}
