package serverbench.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A fork that gave no result; the message is one line that says why. */
final class ForkFailure extends Exception {

  private static final long serialVersionUID = 1;

  private static final Pattern EXIT_CODE =
      Pattern.compile("^Forked VM failed with exit code (\\d+)");
  private static final int FIRST_SIGNAL = 128;
  private static final int LAST_SIGNAL = FIRST_SIGNAL + 64;

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

  /** JMH tells the number that a shell would: over 128 it is a signal. */
  private static String withSignal(String message) {
    Matcher exit = EXIT_CODE.matcher(message);
    if (!exit.find()) {
      return message;
    }
    int code = Integer.parseInt(exit.group(1));
    return code > FIRST_SIGNAL && code <= LAST_SIGNAL
        ? "the fork was killed by signal " + (code - FIRST_SIGNAL)
        : "the fork ended with exit code " + code;
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
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    return new ForkFailure(withSignal(line), killed, failure);
  }
}
