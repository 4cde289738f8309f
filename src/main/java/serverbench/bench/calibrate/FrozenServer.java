package serverbench.bench.calibrate;

import java.util.concurrent.locks.LockSupport;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.load.OpenWindow;
import serverbench.models.Model;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * A server that stands still for 200 ms in every second. Counted from the intended start, one
 * request in five meets the pause; counted from sending, as a closed loop does, few do, because
 * those who wait send nothing (coordinated omission).
 */
final class FrozenServer implements Handler {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final long FREEZE_NANOS = 200_000_000;
  private static final long FREEZE_EVERY_NANOS = 1_000_000_000;
  private static final int RATE = 1_000;
  private static final double HALF_THE_PAUSE_MILLIS = 100;

  private FrozenServer() {}

  /** On whatever thread: until the pause in progress is over. */
  @Override
  public Response handle(Request request) {
    long into = Math.floorMod(System.nanoTime(), FREEZE_EVERY_NANOS);
    for (long left = FREEZE_NANOS - into; left > 0; ) {
      LockSupport.parkNanos(left);
      left = FREEZE_NANOS - Math.floorMod(System.nanoTime(), FREEZE_EVERY_NANOS);
    }
    return Hello.RESPONSE;
  }

  @Override
  public boolean mayBlock(Request request) {
    return true;
  }

  static void check(Findings findings) throws Exception {
    try (Server server =
        Hello.server(Model.multi_thread, ServerConfig.defaults(), new FrozenServer())) {
      server.start();
      OpenWindow window = OpenRun.of(Hello.plan(server.port(), 4), RATE, () -> {});
      double corrected = window.corrected().getValueAtPercentile(99) / NANOS_PER_MILLI;
      double raw = window.raw().getValueAtPercentile(99) / NANOS_PER_MILLI;
      findings.tell(
          corrected >= HALF_THE_PAUSE_MILLIS,
          "a server that freezes for 200 ms every second: corrected p99 >= 100 ms",
          "%.1f ms",
          corrected);
      findings.tell(
          raw < HALF_THE_PAUSE_MILLIS,
          "the same, latency from sending: p99 hides it",
          "%.1f ms",
          raw);
      double due = RATE * window.seconds();
      findings.tell(
          Math.abs(window.corrected().getTotalCount() - due) <= 1,
          "samples = rate x time",
          "%d, %.1f were due",
          window.corrected().getTotalCount(),
          due);
      ClosedRun closed = ClosedRun.of(Hello.plan(server.port(), 64));
      double hidden = closed.latencies().getValueAtPercentile(99) / NANOS_PER_MILLI;
      findings.tell(
          hidden < HALF_THE_PAUSE_MILLIS,
          "the same, closed loop over 64: p99 hides it",
          "%.1f ms",
          hidden);
    }
  }
}
