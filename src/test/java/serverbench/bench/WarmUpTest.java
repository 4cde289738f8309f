package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.load.ClosedLoop;
import serverbench.load.LoadPlan;
import serverbench.load.Responder;

@Timeout(60)
class WarmUpTest {

  private static final String METHOD = "1  4  java.lang.String::length (11 bytes)\n";

  /** A queue that only gets done when the load leaves the cores alone. */
  @Test
  void restsUntilWhatIsHotHasBeenCompiled() {
    AtomicBoolean compiled = new AtomicBoolean();
    WarmUp.Outcome outcome =
        warmUp(
            Duration.ofSeconds(2),
            load -> {
              compiled.compareAndSet(false, load.held() == 8);
              return compiled.get() ? "" : METHOD.repeat(300);
            });
    assertThat(compiled).isTrue();
    assertThat(outcome.waiting()).isZero();
    assertThat(outcome.rate()).isPositive();
  }

  @Test
  void isNotWarmWhileMethodsWaitHoweverFlatTheRate() {
    Duration most = Duration.ofSeconds(2);
    WarmUp.Outcome outcome = warmUp(most, load -> METHOD.repeat(300));
    assertThat(outcome.waiting()).isEqualTo(300);
    assertThat(outcome.warm()).isFalse();
    assertThat(outcome.text()).contains("300 methods still to compile");
    // The rests took no more than half of it: the load was on afterwards.
    assertThat(outcome.rate()).isPositive();
  }

  @Test
  void aFewStragglersAreNoReasonToWait() {
    AtomicBoolean held = new AtomicBoolean();
    WarmUp.Outcome outcome =
        warmUp(
            Duration.ofSeconds(2),
            load -> {
              held.compareAndSet(false, load.held() > 0);
              return METHOD.repeat(3);
            });
    assertThat(held).isFalse();
    assertThat(outcome.waiting()).isEqualTo(3);
    assertThat(outcome.warm()).isEqualTo(outcome.flat());
  }

  /** What the compilers would say about it at this moment. */
  private interface Queue {
    String report(ClosedLoop load);
  }

  @Test
  void isNotWarmWhileTheCompilersAreAtWork() {
    WarmUp.Outcome outcome =
        warmUp(Duration.ofSeconds(2), load -> "", () -> Duration.ofSeconds(1).toNanos());
    assertThat(outcome.waiting()).isZero();
    assertThat(outcome.compiling()).isGreaterThan(1);
    assertThat(outcome.warm()).isFalse();
  }

  private static WarmUp.Outcome warmUp(Duration most, Queue queue) {
    return warmUp(most, queue, () -> 0);
  }

  private static WarmUp.Outcome warmUp(Duration most, Queue queue, LongSupplier cpuNanos) {
    try (Responder server = Responder.correct();
        ClosedLoop load = new ClosedLoop(server.plan(8, LoadPlan.Reuse.KEPT_ALIVE))) {
      load.start();
      return WarmUp.run(load, new Compilers(() -> queue.report(load), cpuNanos), most);
    }
  }
}
