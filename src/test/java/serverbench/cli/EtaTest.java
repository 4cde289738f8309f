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
    pass(15);
    eta.forkEnded();
    assertThat(eta.remaining()).hasSeconds(45);
    pass(5);
    eta.forkEnded();
    assertThat(eta.remaining()).as("two forks of 10 s on average").hasSeconds(20);
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
