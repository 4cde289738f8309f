package serverbench.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import serverbench.bench.Progress;

/** Progress for a log file: one line when a fork starts and one when it ends. */
final class LogProgress implements Progress {

  private final PrintStream log;
  private final InstantSource clock;
  private Eta eta;
  private int forks;
  private String current = "";

  LogProgress(PrintStream log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void preparing(String what) {
    log.println(what);
  }

  @Override
  public void begin(int forks, Duration expected) {
    this.forks = forks;
    eta = new Eta(clock, forks, expected);
    log.printf("%d forks, about %s%n", forks, Figures.duration(expected));
  }

  @Override
  public void forkStarted(int index, String model, String workload, int round) {
    current = "[%d/%d] %s %s".formatted(index + 1, forks, model, workload);
    log.printf("%s: started (round %d)%n", current, round + 1);
  }

  @Override
  public void phase(String phase) {
    // Too many for a log; the start and the end of a fork say enough.
  }

  @Override
  public void score(double requestsPerSecond) {
    // The fork's end has the score that counts.
  }

  @Override
  public void forkFinished(int index, double requestsPerSecond, String failure) {
    eta.forkEnded();
    log.printf(
        "%s: %s (elapsed %s, about %s to go)%n",
        current,
        failure == null ? Figures.rate(requestsPerSecond) : "FAILED: " + failure,
        Figures.duration(eta.elapsed()),
        Figures.duration(eta.remaining()));
  }

  @Override
  public void end() {
    // The table comes next.
  }
}
