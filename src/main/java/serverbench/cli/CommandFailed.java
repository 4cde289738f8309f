package serverbench.cli;

/** Ends a command with one line for the person who typed it; no stack trace is shown. */
final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailed(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What was asked for cannot be done. */
  static CommandFailed usage(String message) {
    return new CommandFailed(ExitCode.USAGE, message, null);
  }

  /** What was asked for should have worked; the cause may be null. */
  static CommandFailed failed(String message, Throwable cause) {
    return new CommandFailed(ExitCode.FAILED, message, cause);
  }

  int exitCode() {
    return exitCode;
  }
}
