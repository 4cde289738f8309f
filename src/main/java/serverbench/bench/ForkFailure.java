package serverbench.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** A fork that gave no result; the message is one line that says why. */
final class ForkFailure extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean killed;

  private ForkFailure(String message, boolean killed, Throwable cause) {
    super(message, cause);
    this.killed = killed;
  }

  /**
   * Whether the fork was ended from outside, as Ctrl-C does: the terminal sends it to every process
   * at once, so a fork may be gone before anybody has told the campaign to stop.
   */
  boolean killed() {
    return killed;
  }

  /** Digs out what went wrong first: JMH wraps it several times, partly as suppressed. */
  static ForkFailure of(Throwable failure) {
    Throwable root = failure;
    boolean killed = false;
    Deque<Throwable> next = new ArrayDeque<>();
    next.add(failure);
    for (int depth = 0; depth < 20 && !next.isEmpty(); depth++) {
      root = next.poll();
      String message = String.valueOf(root.getMessage());
      killed |=
          root instanceof InterruptedException
              || message.contains("VM prematurely exited")
              || message.contains("exit code 130")
              || message.contains("exit code 143");
      if (root.getCause() != null) {
        next.add(root.getCause());
      } else if (root.getSuppressed().length > 0) {
        next.add(root.getSuppressed()[0]);
      }
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    return new ForkFailure(message.strip().replaceAll("\\s*\\R\\s*", " "), killed, failure);
  }
}
