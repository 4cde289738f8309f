package serverbench.results;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The mean of what forks used, field by field, over the forks that could read the field. */
final class MeanResources {

  private MeanResources() {}

  /** Empty when there is no fork; -1 in a field that none could read. */
  static Optional<Resources> of(List<Resources> forks) {
    if (forks.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Resources(
            mean(forks, Resources::serverCpuMicrosPerRequest),
            mean(forks, Resources::clientCpuMicrosPerRequest),
            mean(forks, Resources::gcCpuMicrosPerRequest),
            mean(forks, Resources::jitCpuMicrosPerRequest),
            mean(forks, Resources::serverContextSwitchesPerRequest),
            mean(forks, Resources::serverAllocatedBytesPerRequest),
            (int) Math.round(mean(forks, Resources::serverThreads)),
            (int) Math.round(mean(forks, Resources::serverProcesses)),
            Math.round(mean(forks, Resources::residentBytes)),
            liveHeap(forks),
            (int) Math.round(mean(forks, Resources::openFiles)),
            mean(forks, Resources::stealFraction),
            mean(forks, Resources::loadAverage),
            Machine.mean(forks.stream().map(Resources::machine).toList())));
  }

  private static Long liveHeap(List<Resources> forks) {
    List<Long> known =
        forks.stream().map(Resources::liveHeapBytes).filter(Objects::nonNull).toList();
    return known.isEmpty()
        ? null
        : Math.round(known.stream().mapToLong(Long::longValue).average().orElseThrow());
  }

  private static double mean(List<Resources> forks, ToDoubleFunction<Resources> field) {
    return forks.stream().mapToDouble(field).filter(value -> value >= 0).average().orElse(-1);
  }
}
