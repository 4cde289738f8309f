package serverbench.bench;

/** Runs JVM forks, one at a time. */
interface ForkRunner {

  /** Makes ready what all forks share; called once, before the first of them. */
  default void prepare(Progress progress) {}

  /**
   * Blocks until the fork has ended.
   *
   * @throws ForkFailure when there is no result
   */
  ForkOutcome run(ForkSpec fork, Progress progress) throws ForkFailure;

  /** Ends the fork that runs, if any, with its descendants. From any thread. */
  void end();
}
