package serverbench.models.lifecycle;

/**
 * A wait of limited time that an interrupt does not cut short: for those who free, after it, what
 * the awaited may be using. The interrupt is kept for whoever asks next.
 */
public final class Uninterrupted {

  /** Waits until it is so or the time is over; tells whether it is so. */
  @FunctionalInterface
  public interface Wait {
    boolean until(long deadlineNanos) throws InterruptedException;
  }

  private Uninterrupted() {}

  /** Waits for no longer than this, however often the calling thread is interrupted. */
  public static boolean await(Wait wait, long nanos) {
    long deadlineNanos = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.until(deadlineNanos);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
