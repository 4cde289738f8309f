package serverbench.results;

import java.util.Optional;
import java.util.function.Function;

/**
 * What one fork used while measuring; -1 where it could not be read.
 *
 * @param serverCpuMicrosPerRequest CPU of the server's threads and child processes
 * @param clientCpuMicrosPerRequest CPU of the load generator's threads
 * @param gcCpuMicrosPerRequest CPU of the collector's threads
 * @param jitCpuMicrosPerRequest CPU of the JIT compiler's threads
 * @param serverContextSwitchesPerRequest voluntary and involuntary, of the server's threads
 * @param serverAllocatedBytesPerRequest heap bytes allocated by the server's threads
 * @param serverThreads live server threads at the end of measuring
 * @param serverProcesses live child processes of the server
 * @param residentBytes RSS of the JVM and its child processes: a fork's heap is all there from the
 *     beginning, so of what the server keeps this tells native memory only
 * @param liveHeapBytes objects of this JVM that a full collection leaves, made under load at the
 *     end of measuring; null where it was not made (older runs)
 * @param openFiles file descriptors of the JVM
 * @param stealFraction CPU time stolen by the hypervisor, of all CPU time, 0 to 1
 * @param loadAverage over one minute, before this fork's own load began
 * @param machine what else there is to know of it; null in older runs
 */
public record Resources(
    double serverCpuMicrosPerRequest,
    double clientCpuMicrosPerRequest,
    double gcCpuMicrosPerRequest,
    double jitCpuMicrosPerRequest,
    double serverContextSwitchesPerRequest,
    double serverAllocatedBytesPerRequest,
    int serverThreads,
    int serverProcesses,
    long residentBytes,
    Long liveHeapBytes,
    int openFiles,
    double stealFraction,
    double loadAverage,
    Machine machine) {

  /** A reading of the machine, where this fork has it. */
  public Optional<Double> ofMachine(Function<Machine, Double> reading) {
    return Optional.ofNullable(machine).map(reading);
  }
}
