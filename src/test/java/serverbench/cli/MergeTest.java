package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import serverbench.results.Environment;
import serverbench.results.ForkResult;
import serverbench.results.LoadPoint;
import serverbench.results.ModelInfo;
import serverbench.results.Run;
import serverbench.results.SyntheticRun;
import serverbench.results.WorkloadInfo;

class MergeTest {

  @Test
  void modelsOfAllPartsStandInTheArticlesOrder() {
    Run merged =
        RunMerge.of(List.of(part("epoll", 10, "CPU 1"), part("select", 8, "CPU 1")), "merged");
    assertThat(merged.models()).extracting(ModelInfo::name).containsExactly("select", "epoll");
    assertThat(merged.forks()).extracting(ForkResult::model).containsExactly("epoll", "select");
    assertThat(merged.workloads()).hasSize(1);
    assertThat(merged.status()).isEqualTo(Run.Status.COMPLETE);
    assertThat(merged.notes()).containsExactly("put together from epoll, select");
  }

  @Test
  void partsOfDifferentMachinesAreNotRankedTogether() {
    assertThatThrownBy(
            () ->
                RunMerge.of(
                    List.of(part("epoll", 10, "CPU 1"), part("select", 8, "CPU 2")), "merged"))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("different machines (CPU CPU 1, here CPU 2)");
  }

  @Test
  void forksOfWhatAnEarlierPartMeasuredAreFurtherRounds() {
    Run first = SyntheticRun.of("epoll").workloads("keepalive").forks(3).build();
    Run second = SyntheticRun.of("epoll").workloads("keepalive").forks(2).seed(7).build();
    Run merged = RunMerge.of(List.of(first, second), "merged");
    assertThat(merged.forks()).extracting(ForkResult::fork).containsExactly(0, 1, 2, 3, 4);
    assertThat(merged.forks().subList(0, 3)).isEqualTo(first.forks());
    assertThat(merged.forks().subList(3, 5))
        .extracting(ForkResult::iterations)
        .containsExactlyElementsOf(second.forks().stream().map(ForkResult::iterations).toList());
  }

  @Test
  void whatAModelCannotDoIsSaidOnce() {
    Run first = SyntheticRun.of("thread_pool").workloads("idle").build();
    Run second = SyntheticRun.of("thread_pool").workloads("idle").seed(7).build();
    assertThat(first.forks())
        .extracting(ForkResult::status)
        .containsOnly(ForkResult.Status.NOT_APPLICABLE);
    assertThat(RunMerge.of(List.of(first, second), "merged").forks()).isEqualTo(first.forks());
  }

  @Test
  void theSameForkTwiceIsRefused() {
    Run first = SyntheticRun.of("epoll").workloads("keepalive").forks(2).build();
    Run second = SyntheticRun.of("epoll").workloads("keepalive").forks(2).seed(7).build();
    Run both = RunMerge.of(List.of(first, second), "both");
    assertThatThrownBy(() -> RunMerge.of(List.of(first, first), "merged"))
        .hasMessageContaining("both have fork 1 of epoll under keepalive");
    assertThatThrownBy(() -> RunMerge.of(List.of(both, second), "merged"))
        .hasMessageContaining("both have fork 1 of epoll under keepalive");
  }

  @Test
  void partsOnOtherCoresAreNotRankedTogether() {
    Run shared = SyntheticRun.of("epoll").build();
    Run split = on("split", SyntheticRun.of("select").build());
    assertThatThrownBy(() -> RunMerge.of(List.of(shared, split), "merged"))
        .hasMessageContaining("--cpus shared and split");
  }

  @Test
  void aWorkloadMeansTheSameInAllParts() {
    Run first = SyntheticRun.of("epoll").workloads("keepalive").build();
    Run second = SyntheticRun.of("epoll").workloads("cpu").build();
    Run third = otherPath(SyntheticRun.of("select").workloads("cpu").build());
    assertThatThrownBy(() -> RunMerge.of(List.of(first, second, third), "merged"))
        .hasMessageContaining("mean different work by cpu");
  }

  @Test
  void theCeilingIsThatOfAllPartsTogether() {
    Run alone = SyntheticRun.of("epoll").flagged("epoll", "above_ceiling", "of this part").build();
    Run with = SyntheticRun.of("select").withCeilings().build();
    Run merged = RunMerge.of(List.of(alone, with), "merged");
    double ceiling =
        merged.ceilings().stream().mapToDouble(ForkResult::throughput).max().orElseThrow();
    for (ForkResult fork : merged.forks()) {
      boolean flagged = fork.flags().stream().anyMatch(flag -> flag.rule().equals("above_ceiling"));
      assertThat(flagged).isEqualTo(fork.throughput() > ceiling);
    }
  }

  @Test
  void referencesStandAfterTheModels() {
    Run merged =
        RunMerge.of(
            List.of(part("jetty", ModelInfo.NO_NUMBER, "CPU 1"), part("epoll", 10, "CPU 1")),
            "merged");
    assertThat(merged.models()).extracting(ModelInfo::name).containsExactly("epoll", "jetty");
  }

  private static Run on(String cpus, Run run) {
    Environment at = run.environment();
    Map<String, String> more = new HashMap<>(at.more());
    more.put("cpus", cpus);
    Environment placed =
        new Environment(
            at.commit(),
            at.jdk(),
            at.jvmFlags(),
            at.kernel(),
            at.cpu(),
            at.cores(),
            at.memoryBytes(),
            at.governor(),
            at.openFilesLimit(),
            more);
    return copy(run, placed, run.workloads());
  }

  private static Run otherPath(Run run) {
    List<WorkloadInfo> workloads =
        run.workloads().stream()
            .map(
                load ->
                    new WorkloadInfo(
                        load.name(),
                        load.description(),
                        load.path() + "?other",
                        load.connections(),
                        load.loop(),
                        load.points()))
            .toList();
    return copy(run, run.environment(), workloads);
  }

  private static Run copy(Run run, Environment environment, List<WorkloadInfo> workloads) {
    return new Run(
        run.schemaVersion(),
        run.id(),
        run.status(),
        run.profile(),
        run.command(),
        run.seed(),
        run.started(),
        run.finished(),
        environment,
        run.models(),
        workloads,
        run.forks(),
        run.ceilings(),
        run.notes());
  }

  private static Run part(String model, int number, String cpu) {
    LoadPoint point = LoadPoint.closed(64);
    ForkResult fork = ForkResult.failed(model, "keepalive", point, 0, 1, "a test");
    String family = number == ModelInfo.NO_NUMBER ? ModelInfo.REFERENCE : "BASIC";
    return new Run(
        Run.SCHEMA_VERSION,
        model,
        Run.Status.COMPLETE,
        "quick",
        "./run-bench.sh run " + model,
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        new Environment("c", "j", List.of(), "k", cpu, 2, 1, null, 1, Map.of()),
        List.of(new ModelInfo(model, number, family, "d", null, null, Map.of())),
        List.of(new WorkloadInfo("keepalive", "d", "/", 64, "closed", List.of(point))),
        List.of(fork),
        List.of(),
        List.of());
  }
}
