package serverbench.models;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that another thread, process or the kernel brings about. */
public final class Eventually {

  private static final long MOST_NANOS = Duration.ofSeconds(20).toNanos();
  private static final long STEP_NANOS = Duration.ofMillis(2).toNanos();

  private Eventually() {}

  /**
   * Returns once it holds; fails with the description of what is there instead when it never does.
   */
  public static void holds(BooleanSupplier condition, Supplier<String> otherwise) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > MOST_NANOS) {
        throw new AssertionError(otherwise.get());
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
