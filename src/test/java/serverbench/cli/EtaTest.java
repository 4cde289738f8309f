package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EtaTest {

  private Instant now = Instant.EPOCH;
  private final Eta eta = new Eta(() -> now, 4, Duration.ofSeconds(40));

  @Test
  void beginsWithWhatWasExpected() {
    assertThat(eta.remaining()).hasSeconds(40);
    pass(4);
    assertThat(eta.remaining()).hasSeconds(36);
    assertThat(eta.elapsed()).hasSeconds(4);
  }

  @Test
  void learnsFromForksThatTookLonger() {
    pass(16);
    eta.forkEnded();
    assertThat(eta.remaining()).as("(5 x 10 s + 16 s) / 6 = 11 s a fork").hasSeconds(33);
    pass(4);
    eta.forkEnded();
    assertThat(eta.remaining()).as("two forks of 10 s on average").hasSeconds(20);
  }

  @Test
  void believesTheForksInTheEnd() {
    Eta many = new Eta(() -> now, 1_001, Duration.ofSeconds(10_010));
    for (int fork = 0; fork < 1_000; fork++) {
      pass(20);
      many.forkEnded();
    }
    assertThat(many.remaining().toMillis()).isBetween(19_900L, 20_000L);
  }

  @Test
  void aForkThatOverrunsDoesNotEatTheTimeOfThoseAfterIt() {
    pass(100);
    assertThat(eta.remaining()).hasSeconds(30);
  }

  @Test
  void nothingIsLeftAfterTheLast() {
    for (int fork = 0; fork < 4; fork++) {
      pass(10);
      eta.forkEnded();
    }
    assertThat(eta.remaining()).isZero();
  }

  private void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }
}
