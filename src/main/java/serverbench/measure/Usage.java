package serverbench.measure;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was used between two snapshots; -1 where the host does not tell.
 *
 * @param wallNanos time between the two
 * @param serverCpuNanos CPU of the server: its threads, ended ones included, and child processes
 * @param knownCpuNanos CPU of the threads that are not the server's, by whom they work for; a side
 *     without a thread is absent
 * @param serverContextSwitches of the server's threads and child processes
 * @param serverAllocatedBytes heap bytes allocated by the server's threads of this JVM
 * @param stealFraction of the host's CPU time that the hypervisor took, 0 to 1
 */
public record Usage(
    long wallNanos,
    long serverCpuNanos,
    Map<Side, Long> knownCpuNanos,
    long serverContextSwitches,
    long serverAllocatedBytes,
    double stealFraction)
    implements Serializable {

  /** CPU of one side; 0 for one without a thread, -1 where unknown. */
  public long cpuNanos(Side side) {
    if (serverCpuNanos < 0) {
      return -1;
    }
    return side == Side.SERVER ? serverCpuNanos : knownCpuNanos.getOrDefault(side, 0L);
  }

  /** Both together, for spans that follow each other; the steal is weighted with their lengths. */
  public Usage plus(Usage other) {
    Map<Side, Long> known = new EnumMap<>(Side.class);
    known.putAll(knownCpuNanos);
    other.knownCpuNanos.forEach((side, nanos) -> known.merge(side, nanos, Long::sum));
    long wall = wallNanos + other.wallNanos;
    return new Usage(
        wall,
        sum(serverCpuNanos, other.serverCpuNanos),
        known,
        sum(serverContextSwitches, other.serverContextSwitches),
        sum(serverAllocatedBytes, other.serverAllocatedBytes),
        stealFraction < 0 || other.stealFraction < 0
            ? -1
            : (stealFraction * wallNanos + other.stealFraction * other.wallNanos) / wall);
  }

  private static long sum(long one, long other) {
    return one < 0 || other < 0 ? -1 : one + other;
  }
}
