package serverbench.bench.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import serverbench.load.OpenWindow;
import serverbench.measure.NameRules;
import serverbench.measure.Sampler;
import serverbench.measure.Side;
import serverbench.measure.Snapshot;
import serverbench.server.Server;

/** What the client itself can do, against the null server: its ceiling, and keeping a schedule. */
final class Pacing {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MOST_LAG_MILLIS = 1;
  private static final double LEAST_ANSWERED = 0.99;

  private Pacing() {}

  static void check(Findings findings) throws Exception {
    try (Server server = Hello.nullServer()) {
      server.start();
      ClosedRun closed = ClosedRun.of(Hello.plan(server.port(), 64));
      findings.tell(
          closed.throughput() > 0,
          "the client's ceiling here: null server, 64 connections",
          "%.0f requests/s",
          closed.throughput());
      for (int rate : new int[] {10_000, 50_000}) {
        schedule(findings, server.port(), rate);
      }
    }
  }

  private static void schedule(Findings findings, int port, int rate) throws Exception {
    Sampler sampler = new Sampler(NameRules.hotspot().with("load-", Side.CLIENT));
    List<Snapshot> edges = new ArrayList<>();
    OpenWindow window = OpenRun.of(Hello.plan(port, 64), rate, () -> edges.add(sampler.take()));
    double cores =
        (double) edges.getLast().minus(edges.getFirst()).cpuNanos(Side.CLIENT)
            / OpenRun.MEASURED.toNanos();
    double lagMillis = window.lag().getValueAtPercentile(99) / NANOS_PER_MILLI;
    findings.tell(
        lagMillis < MOST_LAG_MILLIS && window.answered() >= LEAST_ANSWERED * window.scheduled(),
        String.format(Locale.ROOT, "a schedule of %,d/s is kept to less than 1 ms (p99)", rate),
        "p50 %.3f, p99 %.3f, p99.9 %.3f ms; %.1f %% answered; client %.2f cores",
        window.lag().getValueAtPercentile(50) / NANOS_PER_MILLI,
        lagMillis,
        window.lag().getValueAtPercentile(99.9) / NANOS_PER_MILLI,
        100.0 * window.answered() / window.scheduled(),
        cores);
  }
}
