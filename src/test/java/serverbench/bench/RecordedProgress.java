package serverbench.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it was told, one line each. */
final class RecordedProgress implements Progress {

  final List<String> events = new CopyOnWriteArrayList<>();

  @Override
  public void begin(int forks, Duration expected) {
    events.add("begin " + forks);
  }

  @Override
  public void forkStarted(int index, String model, String workload, int round) {
    events.add("fork " + index + " " + model + " " + workload + " " + round);
  }

  @Override
  public void phase(String phase) {
    events.add("phase " + phase);
  }

  @Override
  public void score(double requestsPerSecond) {
    events.add("score");
  }

  @Override
  public void forkFinished(int index, double requestsPerSecond, String failure) {
    events.add("finished " + index + " " + failure);
  }

  @Override
  public void end() {
    events.add("end");
  }
}
