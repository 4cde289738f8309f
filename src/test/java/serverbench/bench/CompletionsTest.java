package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CompletionsTest {

  private final AtomicLong completed = new AtomicLong();
  private final Completions completions =
      new Completions(completed::get, Duration.ofMillis(20), () -> "three are missing");

  @Test
  void takesEachCompletionOnce() {
    completed.set(3);
    completions.take();
    completions.take();
    completions.take();
    assertThatThrownBy(completions::take).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatCompletedBetweenIterationsIsNotTaken() {
    completed.set(10);
    completions.take();
    completed.addAndGet(1_000);
    completions.skipToNow();
    completed.addAndGet(1);
    completions.take();
    // The thousand are gone: a benchmark that could still take them would show a higher score.
    assertThatThrownBy(completions::take).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void waitsForACompletion() throws Exception {
    Completions patient = new Completions(completed::get, Duration.ofSeconds(20), () -> "none");
    Thread taker = Thread.ofPlatform().start(patient::take);
    while (taker.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    completed.incrementAndGet();
    taker.join();
    assertThat(taker.isAlive()).isFalse();
  }

  @Test
  void givesUpAndSaysWhatWasOutstanding() {
    assertThatThrownBy(completions::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no correct answer")
        .hasMessageContaining("three are missing");
  }
}
