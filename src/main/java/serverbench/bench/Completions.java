package serverbench.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Hands the load's completions one by one to the benchmark method, so that JMH's operations are
 * requests.
 *
 * <pre>
 *   load ---> completed (a counter that only grows)
 *                 |
 *   JMH  ---> take(): taken + 1, waits while taken = completed
 * </pre>
 *
 * <p>Used by one thread.
 */
final class Completions {

  /**
   * Short beside an iteration, long beside a wake-up: parking for 0.2 ms cost a 2-core machine
   * several per cent of its throughput.
   */
  private static final long PARK_NANOS = 800_000;

  private final LongSupplier completed;
  private final long stallNanos;
  private final Supplier<String> outstanding;
  private long seen;
  private long taken;

  /**
   * @param completed correct answers so far
   * @param stall without a completion before {@link #take} gives up
   * @param outstanding says what is being waited for
   */
  Completions(LongSupplier completed, Duration stall, Supplier<String> outstanding) {
    this.completed = completed;
    this.stallNanos = stall.toNanos();
    this.outstanding = outstanding;
  }

  /**
   * Forgets what completed since the last {@link #take}: between iterations the load goes on, and
   * those completions would count as work of the next iteration.
   */
  void skipToNow() {
    seen = completed.getAsLong();
    taken = seen;
  }

  /**
   * Takes one completion, waiting for it if need be.
   *
   * @throws IllegalStateException when nothing completes for too long
   */
  void take() {
    if (taken == seen) {
      await();
    }
    taken++;
  }

  private void await() {
    seen = completed.getAsLong();
    if (seen > taken) {
      return;
    }
    long begin = System.nanoTime();
    while (seen == taken) {
      LockSupport.parkNanos(PARK_NANOS);
      if (Thread.interrupted()) {
        throw new IllegalStateException("interrupted while " + outstanding.get());
      }
      if (System.nanoTime() - begin > stallNanos) {
        throw new IllegalStateException(
            "no correct answer for " + stallNanos / 1_000_000_000L + " s: " + outstanding.get());
      }
      seen = completed.getAsLong();
    }
  }
}
