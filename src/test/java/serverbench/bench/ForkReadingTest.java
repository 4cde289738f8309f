package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import serverbench.measure.Side;
import serverbench.measure.Usage;
import serverbench.models.Choice;
import serverbench.results.ForkResult;
import serverbench.results.Machine;

class ForkReadingTest {

  private static final ForkSpec FORK =
      new ForkSpec(
          Optional.of(Choice.all().getFirst()),
          Workload.keepalive,
          0,
          Point.closed(1),
          OptionalInt.of(1),
          2,
          Timing.of(1, 1_000, 2_000),
          CpuPlacement.SHARED);

  @Test
  void resourcesArePerRequest() {
    ForkResult result = ForkReading.of(FORK, ForkOutcomes.good());
    assertThat(result.resources().serverCpuMicrosPerRequest()).isCloseTo(5, within(1e-9));
    assertThat(result.resources().clientCpuMicrosPerRequest()).isCloseTo(9, within(1e-9));
    assertThat(result.resources().serverContextSwitchesPerRequest()).isCloseTo(1, within(1e-9));
    assertThat(result.resources().gcCpuMicrosPerRequest()).isZero();
    assertThat(result.resources().serverThreads()).isEqualTo(3);
    assertThat(result.resources().loadAverage()).isEqualTo(0.5);
    assertThat(result.resources().machine())
        .isEqualTo(new Machine(1.5, 2600.0, null, 50.0, 5_000.0));
  }

  @Test
  void keepsTheHistogramAndTheRound() {
    ForkResult result = ForkReading.of(FORK, ForkOutcomes.good());
    assertThat(result.latency().decode().getTotalCount()).isEqualTo(1_000);
    assertThat(result.fork()).isEqualTo(2);
    assertThat(result.model()).isEqualTo(FORK.label());
    assertThat(result.clientResponses()).isEqualTo(result.serverResponses());
    assertThat(result.warmup().flat()).isTrue();
    assertThat(result.flags()).isEmpty();
  }

  @Test
  void theCompilersShareCountsWhereTheCoresAreBusy() {
    long second = Duration.ofSeconds(1).toNanos();
    assertThat(ForkReading.compiling(usage(second, second / 2, second / 4), 2))
        .isCloseTo(0.125, within(1e-9));
    assertThat(ForkReading.compiling(usage(second / 100, second / 100, second / 2), 2))
        .as("what nobody else wanted")
        .isZero();
  }

  private static Usage usage(long server, long client, long compilers) {
    return new Usage(
        Duration.ofSeconds(1).toNanos(),
        server,
        Map.of(Side.CLIENT, client, Side.JIT, compilers),
        0,
        0,
        0);
  }
}
