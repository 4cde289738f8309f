package serverbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.load.LoadPlan.Reuse;
import serverbench.load.Responder.Reply;

@Timeout(60)
class OpenLoopTest {

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(ints = {200, 2_000})
  void everyRequestOfTheScheduleHasItsSample(int rate) throws Exception {
    try (Responder server = Responder.correct();
        OpenLoop loop = new OpenLoop(server.plan(8, Reuse.KEPT_ALIVE), rate)) {
      loop.start();
      OpenWindow window = window(loop, 100);

      assertThat(window.scheduled()).isCloseTo(Math.round(rate * window.seconds()), within(1L));
      assertThat(window.answered()).isEqualTo(window.scheduled());
      assertThat(window.corrected().getTotalCount()).isEqualTo(window.scheduled());
      assertThat(window.raw().getTotalCount()).isEqualTo(window.scheduled());
      assertThat(window.lag().getTotalCount()).isEqualTo(window.scheduled());
      assertThat(window.open()).isZero();
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();
      assertThat(loop.recorder().completed()).isEqualTo(server.answers());
      assertThat(loop.recorder().errors()).isEmpty();
    }
  }

  @Test
  void allConnectionsAreThereBeforeTheScheduleBegins() throws Exception {
    try (Responder server = Responder.correct();
        OpenLoop loop = new OpenLoop(server.plan(200, Reuse.KEPT_ALIVE), 100)) {
      loop.start();
      assertThat(loop.established()).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(200);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();
    }
  }

  /**
   * One connection, and an answer that is held back: what is due meanwhile waits from its start.
   */
  @Test
  void theWaitForAConnectionIsPartOfTheCorrectedLatencyAlone() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Responder server = new Responder(holdingTheTenth(held, release));
        OpenLoop loop = new OpenLoop(server.plan(1, Reuse.KEPT_ALIVE), 500)) {
      loop.start();
      loop.beginWindow();
      held.await();
      long begin = System.nanoTime();
      until(() -> System.nanoTime() - begin > 300_000_000L);
      release.countDown();
      until(() -> loop.recorder().completed() > 200);
      loop.endWindow();
      OpenWindow window = loop.readWindow(LAST_ANSWERS);

      // 150 requests were due while the answer was held back: on average they waited half of it.
      long slow = 100_000_000;
      assertThat(countAbove(window.corrected(), slow)).isGreaterThan(75);
      assertThat(countAbove(window.raw(), slow)).isLessThan(countAbove(window.corrected(), slow));
      assertThat(window.corrected().getMaxValue()).isGreaterThan(290_000_000L);
      assertThat(window.corrected().getTotalCount()).isEqualTo(window.scheduled());
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void aWindowHoldsNothingOfTheOneBefore() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Responder server = new Responder(holdingTheTenth(held, release));
        OpenLoop loop = new OpenLoop(server.plan(4, Reuse.KEPT_ALIVE), 200)) {
      loop.start();
      loop.beginWindow();
      held.await();
      loop.endWindow();
      OpenWindow first = loop.readWindow(Duration.ofMillis(50));
      assertThat(first.open()).isPositive();

      loop.beginWindow();
      release.countDown();
      long answers = loop.recorder().completed();
      until(() -> loop.recorder().completed() > answers + 50);
      loop.endWindow();
      OpenWindow second = loop.readWindow(LAST_ANSWERS);

      assertThat(second.answered()).isEqualTo(second.scheduled());
      assertThat(second.corrected().getTotalCount()).isEqualTo(second.scheduled());
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void whatNeverGetsAnAnswerIsKeptWithWhatItHasWaited() throws Exception {
    try (Responder server = new Responder(n -> n <= 2 ? Reply.CORRECT : Reply.NEVER);
        OpenLoop loop = new OpenLoop(server.plan(2, Reuse.KEPT_ALIVE), 100)) {
      loop.start();
      loop.beginWindow();
      long begin = System.nanoTime();
      until(() -> System.nanoTime() - begin > 300_000_000L);
      loop.endWindow();
      OpenWindow window = loop.readWindow(Duration.ofMillis(200));

      assertThat(window.answered()).isZero();
      assertThat(window.open()).isEqualTo(window.scheduled());
      assertThat(window.corrected().getTotalCount()).isEqualTo(window.scheduled());
      // Two were sent at the most, the others waited for a connection.
      assertThat(window.raw().getTotalCount()).isLessThanOrEqualTo(2);
      assertThat(window.corrected().getMaxValue()).isGreaterThan(400_000_000L);
    }
  }

  @Test
  void moreThanTheQueueHoldsIsDroppedAndCounted() throws Exception {
    try (Responder server = new Responder(n -> n <= 1 ? Reply.CORRECT : Reply.NEVER);
        OpenLoop loop = new OpenLoop(server.plan(1, Reuse.KEPT_ALIVE), 50, 10, () -> {})) {
      loop.start();
      loop.beginWindow();
      long begin = System.nanoTime();
      until(() -> System.nanoTime() - begin > 500_000_000L);
      loop.endWindow();
      OpenWindow window = loop.readWindow(Duration.ofMillis(200));

      assertThat(window.drops()).isPositive();
      assertThat(window.drops() + window.open()).isEqualTo(window.scheduled());
      // The queue and the one that was sent; those that were due before the window are not its own.
      assertThat(window.open()).isLessThanOrEqualTo(11);
    }
  }

  @Test
  void whatWasOverdueIsLeftOut() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    int queue = 100;
    try (Responder server = new Responder(holdingTheTenth(held, release));
        OpenLoop loop = new OpenLoop(server.plan(1, Reuse.KEPT_ALIVE), 200, queue, () -> {})) {
      loop.start();
      held.await();
      fillQueue(loop);

      loop.skipOverdue();
      loop.beginWindow();
      release.countDown();
      long before = loop.recorder().completed();
      until(() -> loop.recorder().completed() > before + 2 * queue && loop.caughtUp());
      loop.endWindow();
      OpenWindow window = loop.readWindow(LAST_ANSWERS);

      assertThat(window.answered()).isEqualTo(window.scheduled());
      // The held one, and what became due between the two calls: not the whole queue.
      assertThat(window.completed() - window.answered()).isLessThan(queue / 2);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();
      assertThat(loop.recorder().completed()).isEqualTo(server.answers());
    }
  }

  @Test
  void errorsAreCountedAndTheScheduleGoesOn() throws Exception {
    try (Responder server = new Responder(n -> n % 10 == 0 ? Reply.CLOSE : Reply.CORRECT);
        OpenLoop loop = new OpenLoop(server.plan(4, Reuse.KEPT_ALIVE), 1_000)) {
      loop.start();
      OpenWindow window = window(loop, 300);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();

      long dropped = server.requests() / 10;
      assertThat(loop.recorder().errors()).isEqualTo(Map.of("closed_early", dropped));
      assertThat(loop.recorder().completed()).isEqualTo(server.answers());
      assertThat(window.open()).isZero();
      assertThat(window.answered()).isLessThan(window.scheduled());
    }
  }

  @Test
  void aMixKeepsTheLatenciesOfItsFirstKind() throws Exception {
    try (Responder server = Responder.correct()) {
      RequestKind often = new RequestKind(server.uri(), Responder.expected(), 9);
      RequestKind rarely = new RequestKind(server.uri(), Responder.expected(), 1);
      LoadPlan plan = LoadPlan.of(List.of(often, rarely), 4, Reuse.KEPT_ALIVE);
      try (OpenLoop loop = new OpenLoop(plan, 1_000)) {
        loop.start();
        OpenWindow window = window(loop, 200);
        assertThat(window.answered()).isEqualTo(window.scheduled());
        assertThat((double) window.corrected().getTotalCount())
            .isCloseTo(0.9 * window.scheduled(), within(2.0));
        assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();
      }
    }
  }

  @Test
  void idleConnectionsAreOpenedAndAnsweredOnce() throws Exception {
    try (Responder server = Responder.correct();
        IdleConnections idle = new IdleConnections(server.plan(1, Reuse.KEPT_ALIVE), 150)) {
      idle.open(Duration.ofSeconds(20));
      assertThat(idle.established()).isEqualTo(150);
      assertThat(server.accepted()).isEqualTo(150);
      assertThat(idle.drain(Duration.ofSeconds(10))).isZero();
      assertThat(idle.recorder().answers()).isEqualTo(server.answers());
      assertThat(idle.recorder().errors()).isEmpty();
    }
  }

  @Test
  void idleConnectionsThatTheServerDropsDoNotCount() throws Exception {
    try (Responder server =
            // Those that are dropped come back after a second, and are dropped again.
            new Responder(
                request ->
                    request <= 50 || request > 150 ? Reply.CORRECT_THEN_CLOSE : Reply.CORRECT);
        IdleConnections idle = new IdleConnections(server.plan(1, Reuse.KEPT_ALIVE), 150)) {
      idle.open(Duration.ofSeconds(20));
      assertThat(server.accepted()).isGreaterThanOrEqualTo(150);
      until(() -> idle.established() <= 100);
    }
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    try (Responder server = Responder.correct()) {
      OpenLoop loop = new OpenLoop(server.plan(2, Reuse.KEPT_ALIVE), 100);
      loop.start();
      until(() -> loop.recorder().completed() >= 10);
      loop.close();
      until(
          () ->
              Thread.getAllStackTraces().keySet().stream()
                  .noneMatch(thread -> thread.getName().startsWith("load-")));
    }
  }

  /** A window that ends when so many more answers have come. */
  private static OpenWindow window(OpenLoop loop, long answers) {
    loop.beginWindow();
    long enough = loop.recorder().completed() + answers;
    until(() -> loop.recorder().completed() >= enough);
    loop.endWindow();
    return loop.readWindow(LAST_ANSWERS);
  }

  /** Until something is dropped, while no connection is free. */
  private static void fillQueue(OpenLoop loop) {
    OpenWindow window;
    do {
      loop.beginWindow();
      long begin = System.nanoTime();
      until(() -> System.nanoTime() - begin > 10_000_000L);
      loop.endWindow();
      window = loop.readWindow(Duration.ZERO);
    } while (window.drops() == 0);
  }

  private static long countAbove(org.HdrHistogram.Histogram histogram, long nanos) {
    return histogram.getCountBetweenValues(nanos, histogram.getHighestTrackableValue());
  }

  /** Counts {@code held} down at the tenth request, and answers it when {@code release} is down. */
  private static Responder.Plan holdingTheTenth(CountDownLatch held, CountDownLatch release) {
    return request -> {
      if (request == 10) {
        held.countDown();
        await(release);
      }
      return Reply.CORRECT;
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
      Thread.yield();
    }
  }
}
