package serverbench.models.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import serverbench.net.Poller;

class TimerHeapTest {

  private final TimerHeap heap = new TimerHeap();
  private final List<Object> ran = new ArrayList<>();

  @Test
  void runsInTheOrderInWhichTimersAreDue() throws Exception {
    List<Integer> dues = new ArrayList<>(IntStream.range(0, 1_000).boxed().toList());
    Collections.shuffle(dues, new Random(7));
    dues.forEach(due -> heap.arm(timer(due), due));
    heap.runDue(499);
    assertThat(ran).isEqualTo(IntStream.range(0, 500).boxed().toList());
    assertThat(heap.waitNanos(499)).isEqualTo(1);
    heap.runDue(999);
    assertThat(ran).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    assertThat(heap.size()).isZero();
    assertThat(heap.waitNanos(999)).isEqualTo(Poller.FOREVER);
  }

  @Test
  void timersDueAtOnceRunInTheOrderInWhichTheyWereArmed() throws Exception {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      heap.arm(timer(name), 5);
    }
    heap.runDue(5);
    assertThat(ran).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void cancelledAndMovedTimersKeepTheOrderOfTheRest() throws Exception {
    Random random = new Random(42);
    List<Timer> timers = new ArrayList<>();
    long[] dues = new long[500];
    for (int i = 0; i < dues.length; i++) {
      Timer timer = timer(i);
      timers.add(timer);
      dues[i] = random.nextInt(1_000);
      heap.arm(timer, dues[i]);
    }
    for (int i = 0; i < dues.length; i++) {
      switch (random.nextInt(3)) {
        case 0 -> {
          heap.cancel(timers.get(i));
          dues[i] = -1;
        }
        case 1 -> {
          dues[i] = random.nextInt(1_000);
          heap.arm(timers.get(i), dues[i]);
        }
        default -> assertThat(timers.get(i).isArmed()).isTrue();
      }
    }
    heap.runDue(1_000);
    List<Long> order = ran.stream().map(i -> dues[(Integer) i]).toList();
    assertThat(order).isSorted().doesNotContain(-1L);
    assertThat(order).hasSize((int) IntStream.range(0, 500).filter(i -> dues[i] >= 0).count());
  }

  @Test
  void aTimerThatArmsItselfForNowWaitsForTheNextCall() throws Exception {
    Timer[] self = new Timer[1];
    self[0] =
        new Timer(
            now -> {
              ran.add("again");
              heap.arm(self[0], now);
            });
    heap.arm(self[0], 1);
    heap.runDue(1);
    assertThat(ran).hasSize(1);
    heap.runDue(1);
    assertThat(ran).hasSize(2);
  }

  @Test
  void comparesTimesByDifference() throws Exception {
    long late = Long.MAX_VALUE - 1;
    heap.arm(timer("after the overflow"), late + 10);
    heap.arm(timer("before"), late);
    assertThat(heap.waitNanos(late - 3)).isEqualTo(3);
    heap.runDue(late);
    assertThat(ran).containsExactly("before");
    heap.runDue(late + 10);
    assertThat(ran).containsExactly("before", "after the overflow");
  }

  private Timer timer(Object name) {
    return new Timer(now -> ran.add(name));
  }
}
