package serverbench.bench;

import java.time.Duration;

/** Told what a campaign is doing, for people to watch. Called from one thread at a time. */
public interface Progress {

  /** Something is made ready before the campaign begins, which takes a while; one line. */
  default void preparing(String what) {}

  /**
   * The campaign begins.
   *
   * @param forks that will run
   * @param expected how long all of them are expected to take
   */
  void begin(int forks, Duration expected);

  /** A fork starts: the index counts from 0 to forks - 1. */
  void forkStarted(int index, String model, String workload, int round);

  /** A fork enters a phase: "start", "warm-up", "measure 2/3". */
  void phase(String phase);

  /** The last score, in requests per second. */
  void score(double requestsPerSecond);

  /**
   * A fork ended.
   *
   * @param failure null when it went well, else one line
   */
  void forkFinished(int index, double requestsPerSecond, String failure);

  /** The campaign ended, in whatever way. */
  void end();
}
