package serverbench.results;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
      workloads.put(workload.name(), workload);
    }
    // Every histogram is decoded here, which takes long for a big run: by all cores.
    return IntStream.range(0, run.forks().size())
        .parallel()
        .mapToObj(i -> defectOf(i, run.forks().get(i), models, workloads))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String defectOf(
      int index, ForkResult fork, Set<String> models, Map<String, WorkloadInfo> workloads) {
    String defect = defectOf(fork, models, workloads);
    return defect == null ? null : "forks[" + index + "]: " + defect;
  }

  private static String defectOf(
      ForkResult fork, Set<String> models, Map<String, WorkloadInfo> workloads) {
    if (fork == null || fork.status() == null) {
      return "status is missing";
    }
    if (!models.contains(fork.model())) {
      return "model " + fork.model() + " is not among the run's models";
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
    if (fork.latency() == null || fork.latency().histogram() == null) {
      return "latency is missing";
    }
    try {
      fork.latency().decode();
      return null;
    } catch (IllegalArgumentException e) {
      return "latency: " + e.getMessage();
    }
  }
}
