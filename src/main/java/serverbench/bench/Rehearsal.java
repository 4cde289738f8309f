package serverbench.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import serverbench.load.OpenLoop;

/**
 * Windows of a schedule that do not count, before those that do. Without them the code that keeps a
 * window's books would run for the first time in the first window that is measured, and the
 * compilers would take a core from it: seen on two cores, a p99 of 20 ms in place of 2.
 */
final class Rehearsal {

  private static final Duration WINDOW = Duration.ofMillis(250);

  private Rehearsal() {}

  /**
   * Blocks for about {@code time}, and for one window at the least. Uninterruptible.
   *
   * @param loop has begun, and goes on
   */
  static void run(OpenLoop loop, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    do {
      loop.beginWindow();
      LockSupport.parkNanos(Math.min(WINDOW.toNanos(), time.toNanos()));
      loop.endWindow();
      loop.readWindow(WINDOW);
    } while (System.nanoTime() < end);
  }
}
