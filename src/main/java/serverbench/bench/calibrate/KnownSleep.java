package serverbench.bench.calibrate;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.models.Model;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Servers that only sleep: so many at once, each as long as the handler says that it really slept,
 * make a throughput that follows by division; and requests in flight are throughput times latency
 * (Little's law).
 */
final class KnownSleep implements Handler {

  /** Long beside what a hand-over costs, half a millisecond where system calls are dear. */
  private static final Duration SLEEP = Duration.ofMillis(40);

  private static final double TOLERANCE = 0.03;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongAdder nanos = new LongAdder();
  private final LongAdder sleeps = new LongAdder();

  private KnownSleep() {}

  @Override
  public Response handle(Request request) throws InterruptedException {
    long begin = System.nanoTime();
    Thread.sleep(SLEEP);
    nanos.add(System.nanoTime() - begin);
    sleeps.increment();
    return Hello.RESPONSE;
  }

  @Override
  public boolean mayBlock(Request request) {
    return true;
  }

  private double meanSeconds() {
    return nanos.sum() / NANOS_PER_SECOND / sleeps.sum();
  }

  static void check(Findings findings) throws Exception {
    throughput(findings, Model.thread_pool, 8, 64);
    throughput(findings, Model.single_process, 1, 16);
    for (int connections : new int[] {16, 64, 256}) {
      littlesLaw(findings, connections);
    }
  }

  private static void throughput(Findings findings, Model model, int workers, int connections)
      throws Exception {
    KnownSleep handler = new KnownSleep();
    ServerConfig config = ServerConfig.defaults().withWorkers(workers);
    try (Server server = Hello.server(model, config, handler)) {
      server.start();
      ClosedRun closed = ClosedRun.of(Hello.plan(server.port(), connections));
      double theory = workers / handler.meanSeconds();
      double ratio = closed.throughput() / theory;
      // Whole requests: one more or less for each worker at the edges.
      double edge = workers / (closed.throughput() * closed.seconds());
      findings.tell(
          ratio > 1 - TOLERANCE && ratio <= 1 + edge,
          String.format(
              Locale.ROOT,
              "%s, %d at once, each %.2f ms: %.1f requests/s",
              model,
              workers,
              handler.meanSeconds() * 1_000,
              theory),
          "%.1f/s (%+.2f %%)",
          closed.throughput(),
          100 * (ratio - 1));
    }
  }

  private static void littlesLaw(Findings findings, int connections) throws Exception {
    try (Server server =
        Hello.server(Model.multi_thread, ServerConfig.defaults(), new KnownSleep())) {
      server.start();
      ClosedRun closed = ClosedRun.of(Hello.plan(server.port(), connections));
      double inFlight = closed.throughput() * closed.meanSeconds();
      findings.tell(
          Math.abs(inFlight / connections - 1) < TOLERANCE,
          "throughput x mean latency = " + connections + " requests in flight",
          "%.1f (%.0f/s x %.2f ms)",
          inFlight,
          closed.throughput(),
          closed.meanSeconds() * 1_000);
    }
  }
}
