package serverbench.measure;

import java.util.EnumMap;
import java.util.Map;

/**
 * What the measuring JVM has used from its start to one moment. -1 where the host does not tell.
 *
 * @param nanoTime when, by System.nanoTime
 * @param cpuNanos of the whole process, ended threads included
 * @param contextSwitches of the whole process, ended threads included
 * @param known the threads that are not the server's, by the kernel's thread id
 * @param serverThreads live threads of the server
 * @param children child processes
 * @param serverAllocatedBytes heap bytes allocated by the server's threads
 * @param residentBytes RSS of this process
 * @param openFiles file descriptors of this process
 * @param host CPU time of the whole host
 */
public record Snapshot(
    long nanoTime,
    long cpuNanos,
    long contextSwitches,
    Map<Integer, ThreadSample> known,
    int serverThreads,
    ChildrenSample children,
    long serverAllocatedBytes,
    long residentBytes,
    int openFiles,
    HostCpu host) {

  /** What was used between an earlier snapshot and this one. */
  public Usage minus(Snapshot earlier) {
    Map<Side, Long> cpu = new EnumMap<>(Side.class);
    long knownCpu = 0;
    long knownSwitches = 0;
    for (Map.Entry<Integer, ThreadSample> thread : known.entrySet()) {
      ThreadSample now = thread.getValue();
      ThreadSample before = earlier.known.get(thread.getKey());
      // A thread that was not there before, or an id that the kernel has given to another.
      if (before == null || before.side() != now.side() || before.cpuNanos() > now.cpuNanos()) {
        before = new ThreadSample(now.side(), 0, 0);
      }
      long used = Math.max(0, now.cpuNanos() - before.cpuNanos());
      cpu.merge(now.side(), used, Long::sum);
      knownCpu += used;
      knownSwitches += Math.max(0, now.contextSwitches() - before.contextSwitches());
    }
    boolean threadsKnown = serverThreads >= 0 && earlier.serverThreads >= 0;
    return new Usage(
        nanoTime - earlier.nanoTime,
        threadsKnown
            ? remainder(cpuNanos, earlier.cpuNanos, knownCpu)
                + grown(children.cpuNanos(), earlier.children.cpuNanos())
            : -1,
        threadsKnown ? cpu : Map.of(),
        threadsKnown
            ? remainder(contextSwitches, earlier.contextSwitches, knownSwitches)
                + grown(children.contextSwitches(), earlier.children.contextSwitches())
            : -1,
        serverAllocatedBytes < 0
            ? -1
            : Math.max(0, serverAllocatedBytes - earlier.serverAllocatedBytes),
        stolen(earlier));
  }

  private static long remainder(long now, long before, long known) {
    return Math.max(0, now - before - known);
  }

  private static long grown(long now, long before) {
    return Math.max(0, now - before);
  }

  private double stolen(Snapshot earlier) {
    long total = host.totalTicks() - earlier.host.totalTicks();
    if (host.totalTicks() < 0 || earlier.host.totalTicks() < 0) {
      return -1;
    }
    return total == 0 ? 0 : (double) (host.stealTicks() - earlier.host.stealTicks()) / total;
  }
}
