package serverbench.results;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Whether a run that was read holds together, so that nothing after has to ask again. */
final class RunCheck {

  private RunCheck() {}

  /** The first thing that is wrong, as one line, or null. */
  static String firstDefect(Run run) {
    if (run.id() == null || run.status() == null || run.started() == null) {
      return "id, status or started is missing";
    }
    if (run.environment() == null) {
      return "environment is missing";
    }
    if (run.models() == null || run.workloads() == null || run.forks() == null) {
      return "models, workloads or forks is missing";
    }
    Set<String> models = new HashSet<>();
    for (ModelInfo model : run.models()) {
      if (model == null || model.name() == null) {
        return "models: one has no name";
      }
      models.add(model.name());
    }
    Map<String, WorkloadInfo> workloads = new HashMap<>();
    for (WorkloadInfo workload : run.workloads()) {
      if (workload == null || workload.name() == null) {
        return "workloads: one has no name";
      }
      if (workload.points().stream().anyMatch(point -> point == null || point.label() == null)) {
        return "workloads: " + workload.name() + " has a point without a label";
      }
      workloads.put(workload.name(), workload);
    }
    String defect = firstDefect("forks", run.forks(), fork -> defectOf(fork, models, workloads));
    return defect != null
        ? defect
        : firstDefect("ceilings", run.ceilings(), ceiling -> defectOf(ceiling, workloads));
  }

  /** Every histogram is decoded for it, which takes long for a big run: by all cores. */
  private static String firstDefect(
      String name, List<ForkResult> forks, Function<ForkResult, String> defectOf) {
    return IntStream.range(0, forks.size())
        .parallel()
        .mapToObj(i -> at(name, i, defectOf.apply(forks.get(i))))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String at(String name, int index, String defect) {
    return defect == null ? null : name + "[" + index + "]: " + defect;
  }

  private static String defectOf(
      ForkResult fork, Set<String> models, Map<String, WorkloadInfo> workloads) {
    return fork == null || models.contains(fork.model())
        ? defectOf(fork, workloads)
        : "model " + fork.model() + " is not among the run's models";
  }

  /** What holds for the load generator's ceilings as well, whose model is none of the run's. */
  private static String defectOf(ForkResult fork, Map<String, WorkloadInfo> workloads) {
    if (fork == null || fork.status() == null) {
      return "status is missing";
    }
    WorkloadInfo workload = workloads.get(fork.workload());
    if (workload == null) {
      return "workload " + fork.workload() + " is not among the run's workloads";
    }
    if (fork.point() == null || fork.point().label() == null) {
      return "point is missing";
    }
    if (workload.points().stream().noneMatch(p -> fork.point().label().equals(p.label()))) {
      return "point " + fork.point().label() + " is not among those of " + fork.workload();
    }
    if (!fork.ok()) {
      return null;
    }
    if (fork.errors() == null || fork.flags() == null || fork.resources() == null) {
      return "errors, flags or resources is missing";
    }
    if (fork.flags().stream().anyMatch(flag -> flag == null || flag.rule() == null)) {
      return "flags: one has no rule";
    }
    if (fork.latency() == null || fork.latency().histogram() == null) {
      return "latency is missing";
    }
    String defect = defectOf("latency", fork.latency());
    return defect == null && fork.rawLatency() != null
        ? defectOf("rawLatency", fork.rawLatency())
        : defect;
  }

  private static String defectOf(String name, Latency latency) {
    try {
      latency.decode();
      return null;
    } catch (IllegalArgumentException e) {
      return name + ": " + e.getMessage();
    }
  }
}
