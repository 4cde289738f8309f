package serverbench.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What signals do to a run.
 *
 * <pre>
 *   measuring --signal--> stopping --run returns--> files are written, exit 130
 *                            |--15 s-------------> forks are killed, so that run returns
 *                            '--signal-----------> forks are killed, exit 130 at once
 * </pre>
 */
final class Interruption implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Runnable stop;
  private final PrintStream err;
  private volatile boolean requested;

  /**
   * @param stop makes what is measuring return early with what it has; called once
   */
  Interruption(Runnable stop, PrintStream err) {
    this.stop = stop;
    this.err = err;
  }

  /** Called for each signal, on a thread of its own. */
  @Override
  public void run() {
    if (requested) {
      killDescendants();
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    requested = true;
    err.println();
    err.println("stopping; what was measured is kept (once more: end at once)");
    CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .execute(Interruption::killDescendants);
    stop.run();
  }

  boolean requested() {
    return requested;
  }

  /** Forks and the servers' own child processes: nothing may outlive the run. */
  static void killDescendants() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }
}
