package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OverNullTest {

  private static final long MIB = 1 << 20;

  @Test
  void memoryThreadsAndDescriptorsAreThoseOverTheNullServer() {
    ForkResult model = fork(2_100 * MIB, 30 * MIB);
    Resources over = OverNull.of(model, List.of(fork(2_100 * MIB, 30 * MIB)));
    assertThat(over.residentBytes()).isZero();
    assertThat(over.openFiles()).isZero();
    // Of the null server's threads one is its own: what the model has in its place is the model's.
    assertThat(over.serverThreads()).isEqualTo(1);
    assertThat(over.serverCpuMicrosPerRequest()).isEqualTo(9);
    assertThat(OverNull.of(model, List.of())).isEqualTo(model.resources());
  }

  @Test
  void objectsInTheHeapAreMemoryThoughTheHeapIsResidentAnyway() {
    Resources over =
        OverNull.of(fork(2_110 * MIB, 230 * MIB), List.of(fork(2_100 * MIB, 30 * MIB)));
    assertThat(over.residentBytes()).isEqualTo(210 * MIB);
  }

  @Test
  void whereTheLiveHeapIsNotKnownItIsNativeMemoryAlone() {
    Resources over = OverNull.of(fork(2_110 * MIB, null), List.of(fork(2_100 * MIB, 30 * MIB)));
    assertThat(over.residentBytes()).isEqualTo(10 * MIB);
  }

  private static ForkResult fork(long residentBytes, Long liveHeapBytes) {
    Histogram histogram = Latency.emptyHistogram();
    histogram.recordValueWithCount(5_000_000, 1_000);
    return new ForkResult(
        "epoll",
        "keepalive",
        LoadPoint.closed(64),
        0,
        ForkResult.Status.OK,
        null,
        1,
        List.of(1_000.0),
        1_000,
        Latency.of(histogram),
        null,
        null,
        Map.of(),
        1_000,
        1_000,
        new Resources(9, 9, 0, 0, 1, 0, 2, 0, residentBytes, liveHeapBytes, 100, 0, 1, null),
        List.of(),
        new ForkResult.Warmup(1, true),
        Map.of());
  }
}
