package serverbench.models.connection;

import java.io.IOException;

/**
 * Something to be done at a time, to be put into a {@link TimerHeap} again and again: a connection
 * has one timer for its whole life.
 */
public final class Timer {

  /** What is done; on the thread of the loop that owns the heap. */
  @FunctionalInterface
  public interface Action {
    void run(long nowNanos) throws IOException;
  }

  static final int NOT_ARMED = -1;

  private final Action action;

  /** Kept by the heap: its place there, when it is due, and which of equal ones was first. */
  int index = NOT_ARMED;

  long dueNanos;
  long sequence;

  public Timer(Action action) {
    this.action = action;
  }

  public boolean isArmed() {
    return index != NOT_ARMED;
  }

  /** Whether it is armed for this time or an earlier one, so that arming it again can wait. */
  public boolean isDueBy(long nanos) {
    return isArmed() && dueNanos - nanos <= 0;
  }

  void run(long nowNanos) throws IOException {
    action.run(nowNanos);
  }
}
