package serverbench.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import serverbench.bench.Progress;

/**
 * Progress for a terminal: one line, drawn over, with the bar, elapsed time and ETA, then the model
 * that is measured, its phase and the last score. Failed forks stay on lines of their own.
 */
final class LiveProgress implements Progress {

  private static final int REDRAW_MILLIS = 500;

  private final PrintStream terminal;
  private final int columns;
  private final InstantSource clock;
  private Eta eta;
  private ProgressBar bar;
  private String model = "";
  private String phase = "";
  private String score = "";

  LiveProgress(PrintStream terminal, int columns, InstantSource clock) {
    this.terminal = terminal;
    this.columns = columns;
    this.clock = clock;
  }

  @Override
  public void preparing(String what) {
    terminal.println(what);
  }

  @Override
  public void begin(int forks, Duration expected) {
    Eta estimate = new Eta(clock, forks, expected);
    eta = estimate;
    bar =
        ProgressBar.builder()
            .setTaskName("forks")
            .setInitialMax(forks)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .continuousUpdate()
            .setEtaFunction(_ -> Optional.of(estimate.remaining()))
            .setConsumer(new ConsoleProgressBarConsumer(terminal, columns - 1))
            .build();
  }

  @Override
  public void forkStarted(int index, String model, String workload, int round) {
    this.model = model + " " + workload;
    phase = "start";
    show();
  }

  @Override
  public void phase(String phase) {
    this.phase = phase;
    show();
  }

  @Override
  public void score(double requestsPerSecond) {
    score = ", last " + Figures.rate(requestsPerSecond);
    show();
  }

  @Override
  public void forkFinished(int index, double requestsPerSecond, String failure) {
    eta.forkEnded();
    if (failure == null) {
      score(requestsPerSecond);
    } else {
      // Clears what the bar has drawn on this line.
      terminal.printf("\r%-" + (columns - 1) + "s%n", model + " FAILED: " + failure);
    }
    bar.stepTo(index + 1L);
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private void show() {
    bar.setExtraMessage(model + ", " + phase + score);
  }
}
