package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The highest rate of a curve at which 99 of 100 answers came within 10 ms. */
class SloScoreTest {

  private static final double[] RATES = {1_000, 5_000, 20_000};

  @Test
  void isTheHighestRateThatWasMet() {
    Score.Entry entry = score(fork(1_000, 5), fork(5_000, 9), fork(20_000, 11));
    assertThat(entry.value()).hasValue(5_000);
    assertThat(entry.atLeast()).isFalse();
  }

  @Test
  void isALowerBoundWhenNoHigherRateWasTried() {
    Score.Entry entry = score(fork(1_000, 5), fork(5_000, 9), fork(20_000, 9));
    assertThat(entry.value()).hasValue(20_000);
    assertThat(entry.atLeast()).isTrue();
  }

  @Test
  void aSaturatedRateIsNotMet() {
    assertThat(score(fork(1_000, 5), fork(5_000, 9, 2_500, true)).value()).hasValue(1_000);
  }

  @Test
  void aRateThatWasNotKeptIsNotMet() {
    assertThat(score(fork(1_000, 5), fork(5_000, 9, 4_900, false)).value()).hasValue(1_000);
  }

  @Test
  void everyForkOfARateCounts() {
    // One slow fork of two: more than one answer in a hundred was late.
    assertThat(score(fork(1_000, 5), fork(5_000, 9), fork(5_000, 30)).value()).hasValue(1_000);
  }

  @Test
  void thereIsNoneWhenNoRateWasMet() {
    assertThat(score(fork(1_000, 50)).value()).isEmpty();
    assertThat(score(fork(1_000, 50)).absence()).isEqualTo("> 10 ms");
    assertThat(score().absence()).isEqualTo("not run");
  }

  private static Score.Entry score(ForkResult... forks) {
    List<LoadPoint> points = Arrays.stream(RATES).mapToObj(SloScoreTest::point).toList();
    ModelInfo epoll = new ModelInfo("epoll", 10, "MULTIPLEXING", "", null, null, Map.of());
    Run run =
        new Run(
            Run.SCHEMA_VERSION,
            "id",
            Run.Status.COMPLETE,
            "full",
            "",
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            List.of(epoll),
            List.of(new WorkloadInfo("curve", "", "/", 64, "open", points)),
            List.of(forks),
            List.of(),
            List.of());
    return Score.all(RunSummary.of(run)).getFirst().entries().get("epoll");
  }

  private static LoadPoint point(double rate) {
    return new LoadPoint(rate + "/s", 64, 0, rate);
  }

  private static ForkResult fork(double rate, long millis) {
    return fork(rate, millis, rate, false);
  }

  private static ForkResult fork(double rate, long millis, double achieved, boolean saturated) {
    Histogram histogram = Latency.emptyHistogram();
    histogram.recordValueWithCount(millis * 1_000_000, 1_000);
    Latency latency = Latency.of(histogram);
    return new ForkResult(
        "epoll",
        "curve",
        point(rate),
        0,
        ForkResult.Status.OK,
        null,
        1,
        List.of(achieved),
        achieved,
        latency,
        latency,
        new OpenLoop(rate, achieved, 100, 0, saturated),
        Map.of(),
        1_000,
        1_000,
        new Resources(9, 9, 0, 0, 1, 0, 2, 0, 1 << 20, 1L << 20, 100, 0, 1, null),
        List.of(),
        new ForkResult.Warmup(1, true),
        Map.of());
  }
}
