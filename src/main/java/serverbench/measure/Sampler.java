package serverbench.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes snapshots of what this JVM and its child processes have used so far.
 *
 * <p>How the server's share is found: the kernel keeps the CPU time of the whole process, threads
 * that have ended included, but of an ended thread nothing by name. The threads of client, harness,
 * collector and compilers live as long as the JVM (given -XX:-UseDynamicNumberOfCompilerThreads),
 * so theirs are read one by one and taken off; what remains is the server's. So a server thread
 * needs no name to be counted, and one that lived for a single connection counts as well.
 */
public final class Sampler {

  private static final long PAGE_BYTES = 4096;

  private final ProcFs proc = ProcFs.host();
  private final NameRules rules;

  /**
   * @param rules the threads that are not the server's
   */
  public Sampler(NameRules rules) {
    this.rules = rules;
  }

  /** Takes some 10 us for each live thread of the process. */
  public Snapshot take() {
    Map<Integer, ThreadSample> known = new HashMap<>();
    int serverThreads = 0;
    List<String> threads = proc.threads("self");
    for (String thread : threads) {
      Optional<String> name = proc.threadName("self", thread);
      if (name.isEmpty()) {
        continue;
      }
      Side side = rules.side(name.get());
      if (side == Side.SERVER) {
        serverThreads++;
      } else {
        known.put(
            Integer.parseInt(thread),
            new ThreadSample(
                side,
                proc.threadCpuNanos("self", thread),
                proc.threadContextSwitches("self", thread)));
      }
    }
    ResourceUsage process = ResourceUsage.ofThisProcess();
    return new Snapshot(
        System.nanoTime(),
        process.cpuNanos(),
        process.contextSwitches(),
        known,
        threads.isEmpty() ? -1 : serverThreads,
        children(),
        Allocation.serverBytes(rules),
        residentBytes(),
        proc.entries("self/fd"),
        proc.hostCpu());
  }

  private ChildrenSample children() {
    Optional<ProcessStat> self = proc.stat("self");
    if (self.isEmpty()) {
      return ChildrenSample.UNKNOWN;
    }
    long ticks = self.get().reapedTicks();
    long switches = ResourceUsage.ofReapedChildren().contextSwitches();
    long residentPages = 0;
    int live = 0;
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      String process = Long.toString(child.pid());
      Optional<ProcessStat> stat = proc.stat(process);
      if (stat.isEmpty()) {
        continue;
      }
      live++;
      ticks += stat.get().cpuTicks() + stat.get().reapedTicks();
      residentPages += stat.get().residentPages();
      for (String thread : proc.threads(process)) {
        switches += Math.max(0, proc.threadContextSwitches(process, thread));
      }
    }
    return new ChildrenSample(
        ticks * ProcessStat.NANOS_PER_TICK, switches, live, residentPages * PAGE_BYTES);
  }

  private long residentBytes() {
    return proc.stat("self").map(stat -> stat.residentPages() * PAGE_BYTES).orElse(-1L);
  }
}
