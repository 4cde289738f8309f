package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void throughputIsTheMeanOverForks() {
    Run run = SyntheticRun.of("epoll").forks(3).build();
    Summary epoll = only(run);
    double mean = run.forks().stream().mapToDouble(ForkResult::throughput).sum() / 3;
    assertThat(epoll.throughput().orElseThrow()).isCloseTo(mean, within(1e-6));
    assertThat(epoll.forksOk()).isEqualTo(3);
    assertThat(epoll.interval().orElseThrow().low()).isLessThan(mean);
    assertThat(epoll.interval().orElseThrow().high()).isGreaterThan(mean);
  }

  @Test
  void percentilesComeFromTheMergedHistogram() {
    Run run = SyntheticRun.of("epoll").forks(3).build();
    Histogram merged = Latency.emptyHistogram();
    run.forks().forEach(fork -> merged.add(fork.latency().decode()));
    Summary epoll = only(run);
    assertThat(epoll.latency().getTotalCount()).isEqualTo(9_000);
    assertThat(epoll.latencyMillis(99).orElseThrow())
        .isEqualTo(merged.getValueAtPercentile(99) / 1e6);
    assertThat(epoll.maxMillis().orElseThrow()).isEqualTo(merged.getMaxValue() / 1e6);
  }

  @Test
  void twoForksGiveNoInterval() {
    assertThat(only(SyntheticRun.of("epoll").forks(2).build()).interval()).isEmpty();
  }

  @Test
  void failedModelHasReasonsAndNoNumbers() {
    Summary failed =
        only(SyntheticRun.of("epoll").failing("epoll", "port in use").forks(2).build());
    assertThat(failed.measured()).isFalse();
    assertThat(failed.missing()).isFalse();
    assertThat(failed.forksFailed()).isEqualTo(2);
    assertThat(failed.failures()).containsExactly("port in use");
    assertThat(failed.throughput()).isEmpty();
    assertThat(failed.latencyMillis(50)).isEmpty();
    assertThat(failed.serverCpuMicros()).isEmpty();
  }

  @Test
  void modelThatTheRunNeverReachedIsMissingNotFailed() {
    Summary missing = only(SyntheticRun.of("epoll").notRun("epoll").build());
    assertThat(missing.missing()).isTrue();
    assertThat(missing.failures()).isEmpty();
  }

  @Test
  void errorsAddUpAndFlagsUnite() {
    Summary epoll =
        only(
            SyntheticRun.of("epoll")
                .flagged("epoll", "errors", "1.2 % of the requests")
                .flagged("epoll", Summary.CLIENT_LIMITED, "93 % of the ceiling")
                .forks(3)
                .build());
    assertThat(epoll.errors()).containsEntry("reset", 963L).containsEntry("timeout", 12L);
    assertThat(epoll.errorsTotal()).isEqualTo(975);
    assertThat(epoll.flags()).hasSize(2);
    assertThat(epoll.rules()).containsExactly("errors", "client_limited");
    assertThat(epoll.lowerBound()).isTrue();
  }

  @Test
  void resourcesThatNoForkCouldReadStayUnknown() {
    Resources unread = new Resources(-1, 2, -1, -1, -1, -1, -1, -1, -1, null, -1, -1, -1, null);
    Resources read =
        new Resources(
            4,
            4,
            -1,
            -1,
            -1,
            -1,
            7,
            -1,
            100,
            50L,
            -1,
            -1,
            -1,
            new Machine(2.5, null, null, 50.0, null));
    Resources mean = MeanResources.of(List.of(unread, read)).orElseThrow();
    assertThat(mean.serverCpuMicrosPerRequest()).isEqualTo(4);
    assertThat(mean.clientCpuMicrosPerRequest()).isEqualTo(3);
    assertThat(mean.serverThreads()).isEqualTo(7);
    assertThat(mean.residentBytes()).isEqualTo(100);
    assertThat(mean.liveHeapBytes()).isEqualTo(50);
    assertThat(mean.openFiles()).isEqualTo(-1);
    assertThat(mean.machine()).isEqualTo(new Machine(2.5, null, null, 50.0, null));
    assertThat(MeanResources.of(List.of())).isEmpty();
  }

  @Test
  void everyWorkloadListsEveryModelInOrder() {
    Run run = SyntheticRun.small().workloads("keepalive", "close").build();
    assertThat(Summary.all(run))
        .extracting(summary -> summary.workload().name() + " " + summary.model().name())
        .hasSize(12)
        .startsWith("keepalive single_process", "keepalive multi_thread")
        .endsWith("close fiber");
  }

  private static Summary only(Run run) {
    List<Summary> summaries = Summary.all(run);
    assertThat(summaries).hasSize(1);
    return summaries.getFirst();
  }
}
