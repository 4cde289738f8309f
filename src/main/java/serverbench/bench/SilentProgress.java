package serverbench.bench;

import java.time.Duration;

/** For --quiet: what failed is told at the end, with the results. */
public final class SilentProgress implements Progress {

  @Override
  public void begin(int forks, Duration expected) {}

  @Override
  public void forkStarted(int index, String model, String workload, int round) {}

  @Override
  public void phase(String phase) {}

  @Override
  public void score(double requestsPerSecond) {}

  @Override
  public void forkFinished(int index, double requestsPerSecond, String failure) {}

  @Override
  public void end() {}
}
