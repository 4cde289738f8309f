package serverbench.models.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.models.Eventually;

/** Who is woken, and for what. */
class WorkQueueTest {

  private static final int CAPACITY = 4;
  private static final long FOREVER = Long.MAX_VALUE;

  private enum Outcome {
    WOKEN,
    INTERRUPTED
  }

  private final WorkQueue<String> queue = new WorkQueue<>(CAPACITY, 1);
  private final FutureTask<Outcome> waiting = new FutureTask<>(this::await);
  private final Thread taker = Thread.ofPlatform().unstarted(waiting);

  @Test
  void nobodyIsWokenWhenNothingWasPutIn() throws Exception {
    park();
    queue.wake();
    assertThat(outcomeOfInterrupt()).isEqualTo(Outcome.INTERRUPTED);
  }

  @Test
  void nobodyIsWokenForWhatIsTakenAlready() throws Exception {
    park();
    queue.offer("taken");
    assertThat(queue.poll()).isEqualTo("taken");
    queue.wake();
    assertThat(outcomeOfInterrupt()).isEqualTo(Outcome.INTERRUPTED);
  }

  @Test
  void whatIsPutInWakesATaker() throws Exception {
    park();
    queue.offer("here");
    queue.wake();
    assertThat(outcomeOfInterrupt()).isEqualTo(Outcome.WOKEN);
  }

  /** Takers go to sleep and are woken over and over: a wake-up that is lost hangs this test. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void noWakeUpIsLost(int takers) throws Exception {
    WorkQueue<String> busy = new WorkQueue<>(CAPACITY, takers);
    Semaphore taken = new Semaphore(0);
    List<FutureTask<Void>> ends = new ArrayList<>();
    for (int i = 0; i < takers; i++) {
      int number = i;
      FutureTask<Void> taking =
          new FutureTask<>(
              () -> {
                while (busy.take(number) != null) {
                  taken.release();
                }
                return null;
              });
      ends.add(taking);
      Thread.ofPlatform().daemon().start(taking);
    }
    for (int round = 0; round < 5_000; round++) {
      int items = 1 + round % CAPACITY;
      for (int i = 0; i < items; i++) {
        assertThat(busy.offer("item")).isTrue();
      }
      busy.wake();
      taken.acquire(items);
    }
    busy.close();
    for (FutureTask<Void> end : ends) {
      end.get();
    }
  }

  private Outcome await() {
    try {
      queue.await(0, FOREVER);
      return Outcome.WOKEN;
    } catch (InterruptedException e) {
      return Outcome.INTERRUPTED;
    }
  }

  private void park() {
    taker.start();
    Eventually.holds(
        () -> taker.getState() == Thread.State.WAITING, () -> taker.getState().toString());
  }

  /** Waking marks the sleeper before it runs: an interrupt after that comes too late for it. */
  private Outcome outcomeOfInterrupt() throws Exception {
    taker.interrupt();
    return waiting.get();
  }
}
