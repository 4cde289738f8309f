package serverbench.bench;

import java.util.List;

/** Outcomes as a fork would give them. */
final class ForkOutcomes {

  private ForkOutcomes() {}

  /** What a model measures when nothing is wrong, and what the null server does. */
  static ForkOutcome of(ForkSpec fork) {
    return fork.choice().isPresent() ? good() : ceiling();
  }

  /** Ten times as fast as the good one. */
  private static ForkOutcome ceiling() {
    return new ForkOutcome(
        10_000,
        List.of(10_000.0),
        List.of("-Xmx1g"),
        LoadResultTest.result(10_000, 100_000).with(LoadResultTest.report()));
  }

  /** 1,000 requests in one second, one at a time, each a millisecond long. */
  static ForkOutcome good() {
    return new ForkOutcome(
        1_000,
        List.of(1_000.0),
        List.of("-Xmx1g"),
        LoadResultTest.result(1_000, 1_000_000).with(LoadResultTest.report()));
  }
}
