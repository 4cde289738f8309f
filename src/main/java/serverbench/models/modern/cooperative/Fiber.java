package serverbench.models.modern.cooperative;

import java.io.IOException;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import serverbench.models.connection.Timer;

/** A body of code with a stack of its own, run a piece at a time by its {@link FiberScheduler}. */
final class Fiber {

  /** What a fiber does; may block through its scheduler, and only so. */
  @FunctionalInterface
  interface Body {
    void run() throws IOException;
  }

  /** What the scheduler does when a fiber's timer comes. */
  @FunctionalInterface
  interface OnTimer {
    void run(Fiber fiber, long nowNanos);
  }

  private static final ContinuationScope SCOPE = new ContinuationScope("serverbench.fiber");

  private final Continuation continuation;
  private Throwable failure;

  /** Kept by the scheduler. */
  final Timer timer;

  boolean isBlocked;
  long deadlineNanos = Long.MAX_VALUE;
  FiberScheduler.Outcome outcome = FiberScheduler.Outcome.READY;

  Fiber(Body body, OnTimer onTimer) {
    continuation = new Continuation(SCOPE, () -> runBody(body));
    timer = new Timer(nowNanos -> onTimer.run(this, nowNanos));
  }

  /** Runs it until it yields or ends; tells whether it has ended. */
  boolean run() throws IOException {
    continuation.run();
    return switch (failure) {
      case null -> continuation.isDone();
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    };
  }

  /**
   * Gives the thread back to the scheduler; returns when the fiber is run again. Called by the
   * fiber that runs.
   *
   * @throws IllegalStateException when it is pinned
   */
  static void yield() {
    Continuation.yield(SCOPE);
  }

  private void runBody(Body body) {
    try {
      body.run();
    } catch (Throwable e) {
      // Handed on by run(), on the scheduler's side of the continuation.
      failure = e;
    }
  }
}
