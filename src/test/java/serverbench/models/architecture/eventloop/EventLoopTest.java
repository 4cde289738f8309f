package serverbench.models.architecture.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import serverbench.models.ForwardingPoller;
import serverbench.net.EpollPoller;

/** Model 15: phases, timers, and what other threads may do. */
class EventLoopTest {

  private static final long MILLI = 1_000_000;

  private final List<String> ran = new ArrayList<>();

  @Test
  void timersRunInOrderAndNeverEarly() throws Exception {
    try (EventLoop loop = loop()) {
      // Far enough apart that no stall of the machine between two lines changes their order.
      List<Long> early = new ArrayList<>();
      for (long millis : List.of(900L, 300L, 600L, 0L)) {
        long due = System.nanoTime() + millis * MILLI;
        loop.setTimeout(
            millis * MILLI,
            now -> {
              ran.add(millis + " ms");
              early.add(due - System.nanoTime());
              if (millis == 900) {
                loop.stop();
              }
            });
      }
      loop.clearTimeout(loop.setTimeout(0, now -> ran.add("cancelled")));
      loop.run();
      assertThat(ran).containsExactly("0 ms", "300 ms", "600 ms", "900 ms");
      assertThat(early).allSatisfy(nanos -> assertThat(nanos).isNotPositive());
    }
  }

  @Test
  void callbacksRunBeforeTimersAndWhatTheyQueueRunsNextTurn() throws Exception {
    try (EventLoop loop = loop()) {
      loop.setTimeout(0, now -> ran.add("timer"));
      loop.enqueue(
          now -> {
            ran.add("first");
            loop.enqueue(
                later -> {
                  ran.add("queued by first");
                  loop.stop();
                });
          });
      loop.enqueue(now -> ran.add("second"));
      loop.run();
      assertThat(ran).containsExactly("first", "second", "timer", "queued by first");
    }
  }

  @Test
  void aCallbackPostedByAnotherThreadWakesTheLoop() throws Exception {
    try (EventLoop loop = loop()) {
      Thread thread = Thread.ofPlatform().start(() -> run(loop));
      // Without a timer or a descriptor nothing else could end its wait.
      CountDownLatch done = new CountDownLatch(1);
      loop.post(now -> done.countDown());
      done.await();
      loop.post(now -> loop.stop());
      thread.join();
    }
  }

  @Test
  void manyPostsToABusyLoopWakeItOnceAtMost() throws Exception {
    AtomicInteger wakeups = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch posted = new CountDownLatch(1);
    int posts = 10_000;
    AtomicInteger calls = new AtomicInteger();
    try (EventLoop loop = new EventLoop(new CountingPoller(wakeups))) {
      Thread thread = Thread.ofPlatform().start(() -> run(loop));
      loop.post(
          now -> {
            busy.countDown();
            awaitUninterruptibly(posted);
          });
      busy.await();
      int before = wakeups.get();
      for (int i = 0; i < posts; i++) {
        loop.post(
            now -> {
              if (calls.incrementAndGet() == posts) {
                loop.stop();
              }
            });
      }
      assertThat(wakeups.get()).isEqualTo(before);
      posted.countDown();
      thread.join();
      assertThat(calls.get()).isEqualTo(posts);
    }
  }

  private static EventLoop loop() throws IOException {
    return new EventLoop(new EpollPoller(EpollPoller.Trigger.LEVEL));
  }

  private static void run(EventLoop loop) {
    try {
      loop.run();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** epoll that counts how often it is woken. */
  private static final class CountingPoller extends ForwardingPoller {
    private final AtomicInteger wakeups;

    CountingPoller(AtomicInteger wakeups) throws IOException {
      super(new EpollPoller(EpollPoller.Trigger.LEVEL));
      this.wakeups = wakeups;
    }

    @Override
    public void wakeup() {
      wakeups.incrementAndGet();
      super.wakeup();
    }
  }
}
