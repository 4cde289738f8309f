package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.load.LoadPlan.Reuse;
import serverbench.load.OpenLoop;
import serverbench.load.Responder;
import serverbench.load.Responder.Reply;

@Timeout(60)
class RehearsalTest {

  private static final Duration SHORT = Duration.ofMillis(10);

  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @Test
  void lastsUntilTheScheduleIsKept() throws Exception {
    try (Responder server = new Responder(this::holdTheTenth);
        OpenLoop loop = new OpenLoop(server.plan(1, Reuse.KEPT_ALIVE), 500)) {
      beginAndFallBehind(loop);
      Thread.startVirtualThread(
          () -> {
            LockSupport.parkNanos(SHORT.multipliedBy(30).toNanos());
            release.countDown();
          });
      Rehearsal.run(loop, SHORT, Duration.ofSeconds(50));
      assertThat(release.getCount()).isZero();
    }
  }

  @Test
  void endsWithAServerThatNeverKeepsUp() throws Exception {
    try (Responder server = new Responder(this::holdTheTenth);
        OpenLoop loop = new OpenLoop(server.plan(1, Reuse.KEPT_ALIVE), 500)) {
      beginAndFallBehind(loop);
      long answers = loop.recorder().completed();
      Rehearsal.run(loop, SHORT, SHORT.multipliedBy(2));
      assertThat(loop.recorder().completed()).isEqualTo(answers);
    } finally {
      release.countDown();
    }
  }

  /** With the one connection held, whatever is due waits. */
  private void beginAndFallBehind(OpenLoop loop) throws InterruptedException {
    loop.start();
    held.await();
    while (loop.caughtUp()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private Reply holdTheTenth(long request) {
    if (request == 10) {
      held.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return Reply.CORRECT;
  }
}
