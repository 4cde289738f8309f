package serverbench.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import serverbench.load.OpenLoop;

/**
 * Windows of a schedule that do not count, before those that do. Without them the code that keeps a
 * window's books would run for the first time in the first window that is measured, and the
 * compilers would take a core from it: seen on two cores, a p99 of 20 ms in place of 2.
 *
 * <p>They go on until the schedule has caught up: what piled up while code was cold would be
 * answered in the windows that count, with the latencies of the warm-up and faster than the rate
 * (23,600 of 20,000 requests/s have been seen).
 */
final class Rehearsal {

  private static final Duration WINDOW = Duration.ofMillis(250);

  private Rehearsal() {}

  /**
   * Blocks for {@code least}, and for one window at the least, then until nothing is overdue.
   * Uninterruptible.
   *
   * @param loop has begun, and goes on
   * @param most with a server that cannot keep up it would never end
   */
  static void run(OpenLoop loop, Duration least, Duration most) {
    long begin = System.nanoTime();
    long window = Math.min(WINDOW.toNanos(), least.toNanos());
    long elapsed;
    do {
      loop.beginWindow();
      LockSupport.parkNanos(window);
      loop.endWindow();
      loop.readWindow(WINDOW);
      elapsed = System.nanoTime() - begin;
    } while (elapsed < least.toNanos() || (elapsed < most.toNanos() && !loop.caughtUp()));
  }
}
