package serverbench.bench;

import java.time.Duration;
import serverbench.load.OpenLoop;

/**
 * Windows of a schedule that do not count, before those that do. Without them the code that keeps a
 * window's books would run for the first time in the first window that is measured, and the
 * compilers would take a core from it: seen on two cores, a p99 of 20 ms in place of 2.
 *
 * <p>What piles up while code is cold is left out, and they go on until the schedule was kept for a
 * whole window. Otherwise it would be answered in the windows that count, with the latencies of the
 * warm-up and faster than the rate: 71,000 of 62,800 requests/s have been seen, most of them
 * overdue since the warm-up.
 */
final class Rehearsal {

  private static final Duration WINDOW = Duration.ofMillis(250);

  private Rehearsal() {}

  /**
   * Blocks for {@code least}, and for one window at the least, then until nothing is overdue at the
   * end of one. Uninterruptible.
   *
   * @param loop has begun, and goes on
   * @param most with a server that cannot keep up it would never end
   */
  static void run(OpenLoop loop, Duration least, Duration most) {
    long begin = System.nanoTime();
    long window = Math.min(WINDOW.toNanos(), least.toNanos());
    long elapsed;
    boolean kept;
    do {
      loop.beginWindow();
      WarmUp.parkUntil(System.nanoTime() + window);
      loop.endWindow();
      loop.readWindow(WINDOW);
      kept = loop.caughtUp();
      if (!kept) {
        loop.skipOverdue();
      }
      elapsed = System.nanoTime() - begin;
    } while (elapsed < least.toNanos() || (elapsed < most.toNanos() && !kept));
  }
}
