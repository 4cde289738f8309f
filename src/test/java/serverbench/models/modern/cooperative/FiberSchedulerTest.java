package serverbench.models.modern.cooperative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serverbench.net.EpollPoller;

/** Model 16, cooperative: fibers stop in the middle of their code and go on there. */
class FiberSchedulerTest {

  private final List<String> ran = new ArrayList<>();
  private FiberScheduler scheduler;

  @BeforeEach
  void open() throws IOException {
    scheduler = new FiberScheduler(new EpollPoller(EpollPoller.Trigger.LEVEL));
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  @Test
  void fibersTakeTurnsFromTheDepthOfTheirStacks() throws Exception {
    scheduler.spawn(() -> descend("a", 3));
    scheduler.spawn(() -> descend("b", 3));
    runAll();
    assertThat(ran).containsExactly("a3", "b3", "a2", "b2", "a1", "b1", "a0", "b0", "a up", "b up");
  }

  @Test
  void sleepingFibersWakeInTheOrderOfTheirDeadlinesAndNotEarly() throws Exception {
    long start = System.nanoTime();
    for (int millis : new int[] {900, 300, 600}) {
      scheduler.spawn(
          () -> {
            scheduler.sleep(TimeUnit.MILLISECONDS.toNanos(millis));
            assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(millis));
            ran.add(millis + " ms");
          });
    }
    runAll();
    assertThat(ran).containsExactly("300 ms", "600 ms", "900 ms");
  }

  @Test
  void aMonitorGoesWithTheFramesAndNotWithTheThread() throws Exception {
    Object monitor = new Object();
    scheduler.spawn(
        () -> {
          synchronized (monitor) {
            scheduler.yieldToOthers();
            ran.add("held after the yield: " + Thread.holdsLock(monitor));
          }
        });
    scheduler.turn();
    ran.add("held outside: " + Thread.holdsLock(monitor));
    runAll();
    assertThat(ran).containsExactly("held outside: false", "held after the yield: true");
  }

  @Test
  void aFiberThatYieldsInAClassInitializerIsPinned() {
    Yielding.scheduler = scheduler;
    scheduler.spawn(() -> ran.add(Initialized.VALUE));
    assertThatThrownBy(this::runAll).hasStackTraceContaining("NATIVE");
  }

  @Test
  void whatAFiberThrowsComesOutOfTheScheduler() {
    scheduler.spawn(
        () -> {
          scheduler.yieldToOthers();
          throw new IOException("from the second half");
        });
    assertThatThrownBy(this::runAll)
        .isInstanceOf(IOException.class)
        .hasMessage("from the second half");
    assertThat(scheduler.live()).as("fibers that have not ended").isZero();
  }

  private void descend(String name, int depth) {
    ran.add(name + depth);
    scheduler.yieldToOthers();
    if (depth > 0) {
      descend(name, depth - 1);
    } else {
      ran.add(name + " up");
    }
  }

  private void runAll() throws IOException {
    while (scheduler.live() > 0) {
      scheduler.turn();
    }
  }

  private static final class Yielding {
    static FiberScheduler scheduler;
  }

  private static final class Initialized {
    static final String VALUE = yielded();

    private static String yielded() {
      Yielding.scheduler.yieldToOthers();
      return "after a yield";
    }
  }
}
