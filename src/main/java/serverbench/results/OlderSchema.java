package serverbench.results;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Fills in what runs of schema 1 do not have: their workloads had one load each, so every fork
 * belongs to that one point, and no null server ran beside them.
 */
final class OlderSchema {

  private OlderSchema() {}

  static Run upgraded(Run run) {
    if (run.forks() == null || run.workloads() == null) {
      return run;
    }
    List<ForkResult> ceilings = run.ceilings() == null ? List.of() : run.ceilings();
    return new Run(
        run.schemaVersion(),
        run.id(),
        run.status(),
        run.profile(),
        run.command(),
        run.seed(),
        run.started(),
        run.finished(),
        run.environment(),
        run.models(),
        run.workloads(),
        withPoints(run.forks(), run.workloads()),
        withPoints(ceilings, run.workloads()),
        run.notes() == null ? List.of() : run.notes());
  }

  private static List<ForkResult> withPoints(List<ForkResult> forks, List<WorkloadInfo> workloads) {
    if (forks.stream().noneMatch(fork -> fork != null && fork.point() == null)) {
      return forks;
    }
    Map<String, WorkloadInfo> byName =
        workloads.stream()
            .filter(workload -> workload != null && workload.name() != null)
            .collect(Collectors.toMap(WorkloadInfo::name, Function.identity(), (a, _) -> a));
    return forks.stream().map(fork -> withPoint(fork, byName)).toList();
  }

  private static ForkResult withPoint(ForkResult fork, Map<String, WorkloadInfo> workloads) {
    WorkloadInfo workload = fork == null ? null : workloads.get(fork.workload());
    if (workload == null || fork.point() != null || workload.points().size() != 1) {
      return fork;
    }
    return new ForkResult(
        fork.model(),
        fork.workload(),
        workload.points().getFirst(),
        fork.fork(),
        fork.status(),
        fork.failure(),
        fork.iterationSeconds(),
        fork.iterations(),
        fork.throughput(),
        fork.latency(),
        fork.rawLatency(),
        fork.openLoop(),
        fork.errors(),
        fork.clientResponses(),
        fork.serverResponses(),
        fork.resources(),
        fork.flags(),
        fork.warmup(),
        fork.server());
  }
}
