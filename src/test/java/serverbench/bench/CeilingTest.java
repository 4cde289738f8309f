package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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

  private static List<String> rules(double throughput, double ceiling, double used, int cores) {
    return Ceiling.check(throughput, ceiling, used, cores).stream().map(Flag::rule).toList();
  }
}
