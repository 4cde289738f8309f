package serverbench.references;

import java.io.IOException;

/** Servers wrap the failure to bind in exceptions of their own; callers want the plain one. */
final class BindFailure {

  private BindFailure() {}

  /** The innermost I/O failure of the chain of causes, or one that says what the server said. */
  static IOException in(Throwable failure) {
    IOException innermost = new IOException(failure.getMessage(), failure);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        innermost = io;
      }
    }
    return innermost;
  }
}
