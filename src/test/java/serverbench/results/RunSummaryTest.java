package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunSummaryTest {

  @Test
  void everyPointOfAWorkloadIsSummedUpByItself() {
    Run run = SyntheticRun.small().workloads("keepalive", "sweep").build();
    RunSummary summary = RunSummary.of(run);
    assertThat(summary.points())
        .extracting(PointSummary::title)
        .containsExactly(
            "keepalive",
            "sweep, 1 connection",
            "sweep, 8 connections",
            "sweep, 64 connections",
            "sweep, 256 connections",
            "sweep, 1,024 connections");
    assertThat(summary.points().getLast().plainName()).isEqualTo("sweep-1024-connections");
    assertThat(summary.points())
        .allSatisfy(
            point -> {
              assertThat(point.summaries()).hasSize(6);
              assertThat(point.summaries()).allMatch(s -> s.forksOk() == 3);
            });
    Summary alone = summary.points().get(1).of("epoll").orElseThrow();
    Summary many = summary.points().getLast().of("epoll").orElseThrow();
    assertThat(many.throughput().orElseThrow()).isGreaterThan(3 * alone.throughput().orElseThrow());
  }

  @Test
  void openLoopKeepsBothHistogramsAndKnowsItsRate() {
    Run run = SyntheticRun.of("multi_process").workloads("latency").build();
    RunSummary summary = RunSummary.of(run);
    Summary half = summary.points().getFirst().of("multi_process").orElseThrow();
    assertThat(half.saturated()).isFalse();
    assertThat(half.rawLatencyMillis(99).orElseThrow())
        .isPositive()
        .isLessThan(half.latencyMillis(99).orElseThrow());
    Summary tooMuch = summary.points().getLast().of("multi_process").orElseThrow();
    assertThat(tooMuch.saturated()).isTrue();
    assertThat(tooMuch.openLoop().orElseThrow().targetRate()).isEqualTo(4_000);
    assertThat(tooMuch.openLoop().orElseThrow().achievedRate()).isLessThan(3_500);
  }

  @Test
  void workThatAModelCannotDoIsNeitherFailedNorMissing() {
    Run run = SyntheticRun.of("thread_pool").workloads("idle").build();
    Summary impossible = RunSummary.of(run).points().getFirst().summaries().getFirst();
    assertThat(impossible.notApplicable().orElseThrow()).contains("tied to one connection");
    assertThat(impossible.missing()).isFalse();
    assertThat(impossible.forksFailed()).isZero();
    assertThat(run.status()).isEqualTo(Run.Status.COMPLETE);
    assertThat(Caveats.of(run)).isEmpty();
  }

  @Test
  void nullServerStandsBesideEachPoint() {
    RunSummary with = RunSummary.of(SyntheticRun.small().withCeilings().build());
    assertThat(with.points().getFirst().ceiling().orElseThrow()).isBetween(100_000.0, 125_000.0);
    assertThat(RunSummary.of(SyntheticRun.small().build()).points().getFirst().ceiling()).isEmpty();
  }
}
