package serverbench.gate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import serverbench.results.Environment;
import serverbench.results.Pair;
import serverbench.results.PairPoint;

/** Reports as a gate would have written them. */
final class Reports {

  static final Environment MACHINE =
      new Environment("c0ffee", "JDK 25", List.of(), "Linux", "CPU <1>", 2, 1, null, 1, Map.of());

  private static final Instant STARTED = Instant.parse("2025-11-26T01:00:00Z");

  /** Each is of a night of its own. */
  private static final AtomicInteger MADE = new AtomicInteger();

  private Reports() {}

  static GateReport of(GateMode mode, List<Pair> pairs) {
    return of(mode, pairs, GateReport.Stance.ENFORCED);
  }

  static GateReport of(GateMode mode, List<Pair> pairs, GateReport.Stance stance) {
    List<PairPoint> points = pairs.stream().map(Pair::point).distinct().toList();
    GateJar jar = new GateJar("this build", "c0ffee", "00ff");
    GatePlan plan =
        new GatePlan(
            GatePlan.SCHEMA_VERSION,
            mode,
            null,
            "./run-bench.sh gate --baseline main",
            1,
            "standard",
            "shared",
            true,
            GateRules.STANDARD,
            jar,
            jar,
            points,
            MACHINE,
            STARTED,
            List.of());
    Night night = new Night(GateRules.STANDARD, points, pairs);
    return new GateReport(
        GateReport.SCHEMA_VERSION,
        "gate " + MADE.incrementAndGet(),
        plan,
        true,
        stance,
        "a test",
        Conclusion.exitCode(night.verdicts(), true, stance),
        STARTED.plusSeconds(60),
        MACHINE,
        night.suspects().size(),
        night.verdicts(),
        List.of());
  }
}
