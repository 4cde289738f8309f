package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import serverbench.measure.HostState;
import serverbench.measure.Side;
import serverbench.measure.Usage;
import serverbench.results.Latency;

class LoadResultTest {

  @Test
  void percentilesComeFromTheMergedHistogram() {
    // A busy iteration at 1 ms and a short one at 100 ms: the p99 of all is 1 ms, while the mean of
    // the two iterations' p99 would be 50 ms.
    LoadResult merged =
        LoadResult.merge(List.of(result(100_000, 1_000_000), result(100, 100_000_000)));

    assertThat(micros(merged, "p99")).isCloseTo(1_000, Percentage.withPercentage(0.2));
    assertThat(micros(merged, "max")).isCloseTo(100_000, Percentage.withPercentage(0.2));
    assertThat(merged.latencies().getTotalCount()).isEqualTo(100_100);
    assertThat(merged.samples()).hasSize(2);
  }

  @Test
  void keepsTheReportOfTheLastIteration() {
    TrialReport report = report();
    LoadResult merged = LoadResult.merge(List.of(result(1, 1_000), result(1, 1_000).with(report)));
    assertThat(merged.report()).isEqualTo(report);
  }

  @Test
  void crossesTheForkLinkWhole() throws Exception {
    LoadResult sent = result(1_000, 2_000_000).with(report());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    LoadResult received;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      received = (LoadResult) in.readObject();
    }
    assertThat(received.latencies()).isEqualTo(sent.latencies());
    assertThat(received.samples()).isEqualTo(sent.samples());
    assertThat(received.report()).isEqualTo(sent.report());
    assertThat(received.getScore()).isEqualTo(sent.getScore());
  }

  static LoadResult result(long count, long latencyNanos) {
    Histogram histogram = Latency.emptyHistogram();
    histogram.recordValueWithCount(latencyNanos, count);
    Usage usage =
        new Usage(1_000_000_000, 5_000 * count, Map.of(Side.CLIENT, 9_000 * count), count, 0, 0);
    return new LoadResult(
        histogram, new IterationSample(count, usage, 1, count * latencyNanos, null));
  }

  static TrialReport report() {
    return report(50, 5_000);
  }

  static TrialReport report(double coreRoundTripNanos, double coreWorkNanos) {
    return new TrialReport(
        2.5,
        true,
        Map.of(),
        1_001,
        1_001,
        0,
        1,
        1,
        3,
        0,
        1 << 20,
        1 << 10,
        20,
        new MachineReading(
            0.5,
            new HostState(0.9, 2600),
            new HostState(1.5, -1),
            coreRoundTripNanos,
            coreWorkNanos),
        0,
        Map.of("accepted", 2L));
  }

  private static double micros(LoadResult result, String label) {
    return result.getDerivativeResults().stream()
        .filter(derived -> derived.getLabel().equals(label))
        .mapToDouble(derived -> derived.getScore())
        .findFirst()
        .orElseThrow();
  }
}
