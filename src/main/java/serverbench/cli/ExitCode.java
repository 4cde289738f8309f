package serverbench.cli;

/** What the process returns, for scripts and CI. */
final class ExitCode {

  static final int OK = 0;

  /** Something that should have worked did not: a fork, a port, a file. */
  static final int FAILED = 1;

  /** What was asked for cannot be done: bad arguments. Nothing was started. */
  static final int USAGE = 2;

  /** The gate found a regression. */
  static final int BREACHED = 3;

  /** The gate has no answer: something is invalid or missing. */
  static final int INCONCLUSIVE = 4;

  /** Stopped by a signal; what was measured is kept. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
