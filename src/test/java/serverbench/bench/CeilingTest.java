package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import serverbench.results.ForkResult;
import serverbench.results.ForkResult.Flag;

class CeilingTest {

  @Test
  void farBelowTheCeilingNothingIsDoubted() {
    assertThat(rules(84_000, 100_000, 0.5, 1)).isEmpty();
  }

  @Test
  void closeToTheCeilingWithCoresToSpareTheClientWasTheLimit() {
    assertThat(rules(86_000, 100_000, 0.89, 1)).containsExactly("client_limited");
    assertThat(rules(86_000, 100_000, 1.7, 2)).containsExactly("client_limited");
  }

  @Test
  void closeToTheCeilingWithItsCoresUsedUpTheServerWasTheLimit() {
    assertThat(rules(86_000, 100_000, 0.91, 1)).isEmpty();
  }

  @Test
  void aboveTheCeilingIsAFlagOfItsOwn() {
    assertThat(rules(101_000, 100_000, 0.95, 1)).containsExactly("above_ceiling");
  }

  /** One bad moment of the null server lowers the mean, but not what the client can do. */
  @Test
  void theBestForkOfTheNullServerIsTheCeiling() {
    List<ForkResult> ceilings =
        List.of(nullServer(60_000), nullServer(101_000), nullServer(99_000));

    assertThat(Ceiling.of(nullServer(100_000), ceilings)).hasValue(101_000);
    assertThat(Ceiling.judged(nullServer(100_000), ceilings, 2).flags())
        .extracting(Flag::rule)
        .doesNotContain("above_ceiling");
    assertThat(Ceiling.judged(nullServer(102_000), ceilings, 2).flags())
        .extracting(Flag::rule)
        .contains("above_ceiling");
  }

  static ForkResult nullServer(double throughput) {
    return nullServer(throughput, CoreProbe.UNKNOWN, CoreProbe.UNKNOWN);
  }

  static ForkResult nullServer(double throughput, double coreRoundTripNanos, double coreWorkNanos) {
    ForkSpec fork =
        new ForkSpec(
            Optional.empty(),
            Workload.keepalive,
            0,
            Point.closed(64),
            OptionalInt.empty(),
            0,
            Timing.of(1, 1_000, 400),
            CpuPlacement.SHARED);
    LoadResult load =
        LoadResultTest.result(1_000, 1_000_000)
            .with(LoadResultTest.report(coreRoundTripNanos, coreWorkNanos));
    return ForkReading.of(fork, new ForkOutcome(throughput, List.of(throughput), List.of(), load));
  }

  private static List<String> rules(double throughput, double ceiling, double used, int cores) {
    return Ceiling.check(throughput, ceiling, used, cores).stream().map(Flag::rule).toList();
  }
}
