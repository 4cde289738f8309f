package serverbench.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import serverbench.load.ClosedLoop;
import serverbench.load.ExpectedAnswer;
import serverbench.load.HostileTraffic;
import serverbench.load.LoadPlan;
import serverbench.load.LoadPlan.Reuse;
import serverbench.load.RequestKind;

/**
 * Good and hostile clients of one server at the same time, few enough for a server with one worker.
 *
 * <pre>
 *   4 connections that are kept: /, /bytes, /cpu, /sleep --+
 *   2 at a time, a new connection for each request -------+--> server
 *   1 that does everything wrong -------------------------+
 * </pre>
 */
final class SoakTraffic implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(40);

  private final ClosedLoop kept;
  private final ClosedLoop fresh;
  private final HostileTraffic hostile;

  SoakTraffic(URI server, long seed) {
    RequestKind hello =
        new RequestKind(
            server.resolve("/"),
            ExpectedAnswer.exactly(200, "Hello, World!".getBytes(StandardCharsets.US_ASCII)),
            80);
    List<RequestKind> mix =
        List.of(
            hello,
            new RequestKind(
                server.resolve("/bytes?n=20000"), ExpectedAnswer.ofLength(200, 20_000), 10),
            new RequestKind(server.resolve("/cpu?rounds=100"), ExpectedAnswer.ofLength(200, 64), 8),
            new RequestKind(server.resolve("/sleep?us=1000"), ExpectedAnswer.ofLength(200, 6), 2));
    kept = new ClosedLoop(LoadPlan.of(mix, 4, Reuse.KEPT_ALIVE));
    fresh = new ClosedLoop(LoadPlan.of(List.of(hello), 2, Reuse.NEW_EACH_REQUEST));
    hostile = new HostileTraffic(server, 1, seed);
  }

  void start() {
    kept.start();
    fresh.start();
    hostile.start();
  }

  /** Correct answers so far. */
  long answers() {
    return kept.recorder().completed() + fresh.recorder().completed();
  }

  /** Latencies on the kept connections since the last call, in nanoseconds. */
  Histogram takeLatencies() {
    return kept.recorder().takeLatencies();
  }

  HostileTraffic hostile() {
    return hostile;
  }

  /** Failed requests of the good clients, by kind. */
  Map<String, Long> errors() {
    Map<String, Long> errors = new LinkedHashMap<>(kept.recorder().errors());
    fresh.recorder().errors().forEach((kind, count) -> errors.merge(kind, count, Long::sum));
    return errors;
  }

  /** What went wrong, with an example of each, for people. */
  String examples() {
    String good = kept.recorder().describeErrors() + "; " + fresh.recorder().describeErrors();
    return "good clients: " + good + "; hostile ones: " + hostile.examples();
  }

  /** Sends no more, waits for the answers that are due, and closes every connection. */
  @Override
  public void close() {
    try {
      hostile.close();
      fresh.drain(DRAIN);
      kept.drain(DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      fresh.close();
      kept.close();
    }
  }
}
