package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SloThroughputTest {

  @Test
  void isTheHighestRateThatWasMet() {
    assertThat(score(fork(1_000, 5, false), fork(5_000, 9, false), fork(20_000, 11, false)))
        .isEqualTo(5_000);
  }

  @Test
  void aSaturatedRateIsNotMet() {
    assertThat(score(fork(1_000, 5, false), fork(5_000, 9, true))).isEqualTo(1_000);
  }

  @Test
  void everyForkOfARateCounts() {
    // One slow fork of two: more than one answer in a hundred was late.
    assertThat(score(fork(1_000, 5, false), fork(5_000, 9, false), fork(5_000, 30, false)))
        .isEqualTo(1_000);
  }

  @Test
  void thereIsNoneWhenNoRateWasMet() {
    assertThat(SloThroughput.of(run(List.of(fork(1_000, 50, false))), "curve", "epoll")).isEmpty();
    assertThat(SloThroughput.of(run(List.of(fork(1_000, 5, false))), "curve", "fiber")).isEmpty();
  }

  @Test
  void memoryThreadsAndDescriptorsAreThoseOverTheNullServer() {
    ForkResult model = fork(1_000, 5, false);
    ForkResult ceiling = fork(1_000, 5, false);
    Resources over = OverNull.of(model, List.of(ceiling));
    assertThat(over.residentBytes()).isZero();
    assertThat(over.openFiles()).isZero();
    // Of the null server's threads one is its own: what the model has in its place is the model's.
    assertThat(over.serverThreads()).isEqualTo(1);
    assertThat(over.serverCpuMicrosPerRequest()).isEqualTo(9);
    assertThat(OverNull.of(model, List.of())).isEqualTo(model.resources());
  }

  private static double score(ForkResult... forks) {
    return SloThroughput.of(run(List.of(forks)), "curve", "epoll").orElseThrow();
  }

  private static Run run(List<ForkResult> forks) {
    return new Run(
        Run.SCHEMA_VERSION,
        "id",
        Run.Status.COMPLETE,
        "full",
        "",
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        List.of(),
        List.of(),
        forks,
        List.of(),
        List.of());
  }

  private static ForkResult fork(double rate, long millis, boolean saturated) {
    Histogram histogram = Latency.emptyHistogram();
    histogram.recordValueWithCount(millis * 1_000_000, 1_000);
    Latency latency = Latency.of(histogram);
    return new ForkResult(
        "epoll",
        "curve",
        new LoadPoint(rate + "/s", 64, 0, rate),
        0,
        ForkResult.Status.OK,
        null,
        1,
        List.of(rate),
        rate,
        latency,
        latency,
        new OpenLoop(rate, saturated ? rate / 2 : rate, 100, 0, saturated),
        Map.of(),
        1_000,
        1_000,
        new Resources(9, 9, 0, 0, 1, 0, 2, 0, 1 << 20, 100, 0, 1),
        List.of(),
        new ForkResult.Warmup(1, true),
        Map.of());
  }
}
