package serverbench.results;

import java.util.List;

/**
 * What a model holds over what the null server holds under the same load: in a fork client, harness
 * and JVM are in one process with the server, and memory, descriptors and threads cannot be told
 * apart otherwise. Memory is native memory and live objects together: the heap is resident in both
 * from the beginning, so that resident memory does not tell what is in it. run.json keeps the whole
 * figures of both.
 */
final class OverNull {

  /** The null server's only thread of its own. */
  private static final int NULL_SERVER_THREADS = 1;

  private OverNull() {}

  /** The fork's resources; as they are where the null server was not measured. */
  static Resources of(ForkResult fork, List<ForkResult> ceilings) {
    if (ceilings == null) {
      return fork.resources();
    }
    List<Resources> same =
        ceilings.stream()
            .filter(ceiling -> ceiling.status() == ForkResult.Status.OK)
            .filter(ceiling -> ceiling.workload().equals(fork.workload()))
            .filter(ceiling -> fork.point() != null && fork.point().equals(ceiling.point()))
            .map(ForkResult::resources)
            .toList();
    return MeanResources.of(same)
        .map(base -> minus(fork.resources(), base))
        .orElse(fork.resources());
  }

  private static Resources minus(Resources model, Resources base) {
    return new Resources(
        model.serverCpuMicrosPerRequest(),
        model.clientCpuMicrosPerRequest(),
        model.gcCpuMicrosPerRequest(),
        model.jitCpuMicrosPerRequest(),
        model.serverContextSwitchesPerRequest(),
        model.serverAllocatedBytesPerRequest(),
        (int) over(model.serverThreads(), base.serverThreads() - NULL_SERVER_THREADS),
        model.serverProcesses(),
        memory(model, base),
        model.liveHeapBytes(),
        (int) over(model.openFiles(), base.openFiles()),
        model.stealFraction(),
        model.loadAverage(),
        model.machine());
  }

  private static long memory(Resources model, Resources base) {
    boolean heapKnown = model.liveHeapBytes() != null && base.liveHeapBytes() != null;
    return model.residentBytes() < 0 || !heapKnown
        ? over(model.residentBytes(), base.residentBytes())
        : over(
            model.residentBytes() + model.liveHeapBytes(),
            Math.max(0, base.residentBytes()) + base.liveHeapBytes());
  }

  /** -1 where the model's is unknown; 0 where the null server holds more. */
  private static long over(long model, long base) {
    return model < 0 ? -1 : Math.max(0, model - Math.max(0, base));
  }
}
