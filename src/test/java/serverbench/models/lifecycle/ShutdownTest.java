package serverbench.models.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.models.Eventually;

/** Whoever closes a server frees what its threads use, and so must know that they have ended. */
@Timeout(60)
class ShutdownTest {

  private final ServerThreads threads = new ServerThreads("test", () -> {});
  private final CountDownLatch forced = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Test
  void anInterruptedCloserForcesTheThreadsAtOnceAndStillWaitsForThem() {
    Thread closer = Thread.currentThread();
    threads.start(
        "slow",
        () -> {
          awaitIgnoringInterrupts(forced);
          awaitWaiting(closer);
          // Once more, in the middle of its wait.
          closer.interrupt();
          Eventually.holds(() -> !closer.isInterrupted(), () -> "the closer does not wait");
          awaitWaiting(closer);
        });
    closer.interrupt();
    boolean ended = Shutdown.stop(threads, () -> {}, forced::countDown);
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(ended).isTrue();
    assertThat(threads.size()).isZero();
  }

  @Test
  void itSaysSoWhenAThreadDoesNotEnd() throws Exception {
    threads.start("stubborn", () -> awaitIgnoringInterrupts(released));
    Thread.currentThread().interrupt();
    boolean ended = Shutdown.stop(threads, () -> {}, forced::countDown);
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(ended).isFalse();
    assertThat(forced.getCount()).isZero();
    assertThat(threads.size()).isEqualTo(1);
    released.countDown();
    Eventually.holds(() -> threads.size() == 0, () -> threads.size() + " live");
  }

  @Test
  void threadsThatEndByThemselvesAreNotForced() {
    threads.start("willing", () -> awaitIgnoringInterrupts(released));
    assertThat(Shutdown.stop(threads, released::countDown, forced::countDown)).isTrue();
    assertThat(forced.getCount()).isEqualTo(1);
    assertThat(Thread.interrupted()).isFalse();
  }

  private static void awaitWaiting(Thread closer) {
    Eventually.holds(
        () -> closer.getState() == Thread.State.TIMED_WAITING,
        () -> "the closer does not wait: " + closer.getState());
  }

  private static void awaitIgnoringInterrupts(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // As a handler may that does not want to be disturbed.
        continue;
      }
    }
  }
}
