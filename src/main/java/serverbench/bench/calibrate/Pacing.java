package serverbench.bench.calibrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import serverbench.bench.Ceiling;
import serverbench.load.OpenLoop;
import serverbench.load.OpenWindow;
import serverbench.measure.NameRules;
import serverbench.measure.Sampler;
import serverbench.measure.Side;
import serverbench.measure.Snapshot;
import serverbench.server.Server;

/** What the client itself can do, against the null server: its ceiling, and keeping a schedule. */
final class Pacing {

  /** A pacer that waits for a core behind a compiler is late. */
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  private static final int WINDOWS = 5;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double LEAST_ANSWERED = 0.99;

  private Pacing() {}

  static void check(Findings findings) throws Exception {
    try (Server server = Hello.nullServer()) {
      server.start();
      ClosedRun closed = ClosedRun.of(Hello.plan(server.port(), 64), WARM_UP, OpenRun.MEASURED);
      findings.tell(
          closed.throughput() > 0,
          "the client's ceiling here: null server, 64 connections",
          "%.0f requests/s",
          closed.throughput());
      for (int rate : new int[] {10_000, 50_000}) {
        double most = Ceiling.CLOSE_TO * closed.throughput();
        if (rate <= most) {
          schedule(findings, server.port(), rate);
        } else {
          findings.skip(
              truth(rate),
              String.format(Locale.ROOT, "too near the ceiling here for more than %,.0f/s", most));
        }
      }
    }
  }

  /** The least disturbed of several windows: a machine's pauses make requests late, never early. */
  private static void schedule(Findings findings, int port, int rate) throws Exception {
    List<Kept> windows = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      windows.add(Kept.of(port, rate));
    }
    windows.sort(Comparator.comparingDouble(kept -> kept.lagMillis(99)));
    Kept kept = windows.getFirst();
    findings.tell(
        kept.lagMillis(99) < OpenLoop.MOST_LAG.toMillis() && kept.answered() >= LEAST_ANSWERED,
        truth(rate),
        "p50 %.3f, p99 %.3f (median of %d windows %.3f), p99.9 %.3f ms; %.1f %% answered; client"
            + " %.2f cores",
        kept.lagMillis(50),
        kept.lagMillis(99),
        WINDOWS,
        windows.get(WINDOWS / 2).lagMillis(99),
        kept.lagMillis(99.9),
        100 * kept.answered(),
        kept.clientCores());
  }

  private static String truth(int rate) {
    return String.format(Locale.ROOT, "a schedule of %,d/s is kept to less than 1 ms (p99)", rate);
  }

  /** A schedule's window, and the cores that the client took for it. */
  private record Kept(OpenWindow window, double clientCores) {

    static Kept of(int port, int rate) throws Exception {
      Sampler sampler = new Sampler(NameRules.hotspot().with("load-", Side.CLIENT));
      List<Snapshot> edges = new ArrayList<>();
      OpenWindow window = OpenRun.of(Hello.plan(port, 64), rate, () -> edges.add(sampler.take()));
      long nanos = edges.getLast().minus(edges.getFirst()).cpuNanos(Side.CLIENT);
      return new Kept(window, (double) nanos / OpenRun.MEASURED.toNanos());
    }

    double lagMillis(double percentile) {
      return window.lag().getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    double answered() {
      return (double) window.answered() / window.scheduled();
    }
  }
}
