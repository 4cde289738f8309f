package serverbench.bench;

import java.util.List;

/** Outcomes as a fork would give them. */
final class ForkOutcomes {

  private ForkOutcomes() {}

  /** 1,000 requests in one second, one at a time, each a millisecond long. */
  static ForkOutcome good() {
    return new ForkOutcome(
        1_000,
        List.of(1_000.0),
        List.of("-Xmx1g"),
        LoadResultTest.result(1_000, 1_000_000).with(LoadResultTest.report()));
  }
}
