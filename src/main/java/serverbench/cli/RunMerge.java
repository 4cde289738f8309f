package serverbench.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import serverbench.bench.Ceiling;
import serverbench.bench.CoresAlike;
import serverbench.bench.CpuPlacement;
import serverbench.results.Environment;
import serverbench.results.ForkResult;
import serverbench.results.LoadPoint;
import serverbench.results.ModelInfo;
import serverbench.results.Run;
import serverbench.results.WorkloadInfo;

/**
 * Parts of one run put together: the same profile, commit and machine, other models or workloads,
 * or further forks of the same. Parts of different machines are refused, since the tables rank
 * models against each other.
 */
final class RunMerge {

  private RunMerge() {}

  /**
   * @param id of the merged run
   * @throws CommandFailed when they are not parts of one run
   */
  static Run of(List<Run> parts, String id) {
    Run first = parts.getFirst();
    List<ForkResult> forks = new ArrayList<>();
    List<ForkResult> ceilings = new ArrayList<>();
    List<ModelInfo> models = new ArrayList<>();
    List<WorkloadInfo> workloads = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Run part : parts) {
      requireSame(first, part);
      requireSameWork(workloads, part);
      addForks(forks, part);
      ceilings.addAll(part.ceilings());
      part.models().stream().filter(model -> !has(models, model)).forEach(models::add);
      part.workloads().stream().filter(load -> !workloads.contains(load)).forEach(workloads::add);
      part.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
    }
    // References have no number, and stand after all that have.
    models.sort(Comparator.comparing(ModelInfo::standsBeside).thenComparingInt(ModelInfo::number));
    notes.add("put together from " + String.join(", ", parts.stream().map(Run::id).toList()));
    return new Run(
        Run.SCHEMA_VERSION,
        id,
        status(parts),
        first.profile(),
        String.join(" && ", parts.stream().map(Run::command).toList()),
        first.seed(),
        parts.stream().map(Run::started).min(Comparator.naturalOrder()).orElseThrow(),
        parts.stream().map(Run::finished).max(Comparator.naturalOrder()).orElseThrow(),
        first.environment(),
        models,
        workloads,
        judged(forks, ceilings, first.environment()),
        CoresAlike.judged(ceilings, forks),
        notes);
  }

  /** By all parts together: each had judged its forks by its own. */
  private static List<ForkResult> judged(
      List<ForkResult> forks, List<ForkResult> ceilings, Environment environment) {
    CpuPlacement cpus = CpuPlacement.parse(cpus(environment));
    return CoresAlike.judged(Ceiling.judged(forks, ceilings, cpus, environment.cores()), ceilings);
  }

  /**
   * A part that measured what an earlier one had measured adds further rounds to it, all of them:
   * to choose among forks would be to choose the result.
   */
  private static void addForks(List<ForkResult> forks, Run part) {
    Map<Measured, List<ForkResult>> earlier =
        forks.stream().collect(Collectors.groupingBy(Measured::of));
    for (ForkResult fork : part.forks()) {
      List<ForkResult> rounds = earlier.getOrDefault(Measured.of(fork), List.of());
      requireOther(rounds, fork, part);
      if (rounds.isEmpty()) {
        forks.add(fork);
      } else if (fork.status() != ForkResult.Status.NOT_APPLICABLE) {
        int last = rounds.stream().mapToInt(ForkResult::fork).max().orElseThrow();
        forks.add(fork.inRound(last + 1 + fork.fork()));
      }
    }
  }

  /** One fork counted twice would make the interval narrower than what was measured. */
  private static void requireOther(List<ForkResult> rounds, ForkResult fork, Run part) {
    boolean same =
        rounds.stream().anyMatch(one -> one.ok() && one.latency().equals(fork.latency()));
    if (same) {
      throw CommandFailed.usage(
          part.id()
              + " and another part both have fork "
              + (fork.fork() + 1)
              + " of "
              + fork.model()
              + " under "
              + fork.workload());
    }
  }

  /** What a fork is one of several of. */
  private record Measured(String model, String workload, LoadPoint point) {

    static Measured of(ForkResult fork) {
      return new Measured(fork.model(), fork.workload(), fork.point());
    }
  }

  private static boolean has(List<ModelInfo> models, ModelInfo model) {
    return models.stream().anyMatch(known -> known.name().equals(model.name()));
  }

  private static Run.Status status(List<Run> parts) {
    return parts.stream()
        .map(Run::status)
        .filter(status -> status != Run.Status.COMPLETE)
        .findFirst()
        .orElse(Run.Status.COMPLETE);
  }

  private static void requireSame(Run one, Run other) {
    require(one, other, "schema", one.schemaVersion(), other.schemaVersion());
    require(one, other, "profile", one.profile(), other.profile());
    require(one, other, "commit", one.environment().commit(), other.environment().commit());
    require(one, other, "--cpus", cpus(one.environment()), cpus(other.environment()));
    GateJars.difference(one.environment(), other.environment())
        .ifPresent(
            difference -> {
              throw CommandFailed.usage(
                  one.id()
                      + " and "
                      + other.id()
                      + " ran on different machines ("
                      + difference
                      + "): their models cannot be ranked together");
            });
  }

  private static String cpus(Environment environment) {
    Map<String, String> more = environment.more();
    return more == null
        ? CpuPlacement.SHARED.text()
        : more.getOrDefault("cpus", CpuPlacement.SHARED.text());
  }

  /** What a part means by a workload must be what all before it meant. */
  private static void requireSameWork(List<WorkloadInfo> known, Run part) {
    for (WorkloadInfo load : part.workloads()) {
      boolean differs =
          known.stream().anyMatch(one -> one.name().equals(load.name()) && !one.equals(load));
      if (differs) {
        throw CommandFailed.usage(
            part.id() + " and another part mean different work by " + load.name());
      }
    }
  }

  private static void require(Run one, Run other, String what, Object of, Object ofOther) {
    if (!Objects.equals(of, ofOther)) {
      throw CommandFailed.usage(
          one.id()
              + " and "
              + other.id()
              + " are no parts of one run: "
              + what
              + " "
              + of
              + " and "
              + ofOther);
    }
  }
}
