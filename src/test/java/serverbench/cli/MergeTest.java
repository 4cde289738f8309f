package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import serverbench.results.Environment;
import serverbench.results.ForkResult;
import serverbench.results.LoadPoint;
import serverbench.results.ModelInfo;
import serverbench.results.Run;
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
  void theSameForkTwiceIsRefused() {
    Run part = part("epoll", 10, "CPU 1");
    assertThatThrownBy(() -> RunMerge.of(List.of(part, part), "merged"))
        .hasMessageContaining("both have fork 1 of epoll under keepalive");
  }

  private static Run part(String model, int number, String cpu) {
    LoadPoint point = LoadPoint.closed(64);
    ForkResult fork = ForkResult.failed(model, "keepalive", point, 0, 1, "a test");
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
        List.of(new ModelInfo(model, number, "BASIC", "d", null, null, Map.of())),
        List.of(new WorkloadInfo("keepalive", "d", "/", 64, "closed", List.of(point))),
        List.of(fork),
        List.of(),
        List.of());
  }
}
