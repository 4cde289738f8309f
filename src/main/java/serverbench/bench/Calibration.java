package serverbench.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.load.ClosedLoop;
import serverbench.load.ExpectedAnswer;
import serverbench.load.LoadPlan;
import serverbench.load.LoadPlan.Reuse;
import serverbench.load.OpenLoop;
import serverbench.load.OpenWindow;
import serverbench.measure.NameRules;
import serverbench.measure.Sampler;
import serverbench.measure.Side;
import serverbench.measure.Snapshot;
import serverbench.models.Model;
import serverbench.models.NullServer;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * The instrument against truths that are known without it: servers whose throughput and latency
 * follow from how they were built. About a minute; the machine should do nothing else.
 */
public final class Calibration {

  /**
   * One truth and what was measured.
   *
   * @param ok whether the two agree
   * @param truth what must come out
   * @param measured what came out
   */
  public record Finding(boolean ok, String truth, String measured) {}

  private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.US_ASCII);
  private static final Response HELLO = Response.text(200, "Hello, World!");
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private static final long FREEZE_NANOS = 200_000_000;
  private static final long FREEZE_EVERY_NANOS = 1_000_000_000;
  private static final Duration SLEEP = Duration.ofMillis(20);
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MEASURE = Duration.ofSeconds(5);

  private final Consumer<Finding> out;
  private final List<Finding> findings = new ArrayList<>();

  private Calibration(Consumer<Finding> out) {
    this.out = out;
  }

  /**
   * Runs all checks, one after the other.
   *
   * @param out told each finding when it is there
   * @return whether all were ok
   */
  public static boolean run(Consumer<Finding> out) throws Exception {
    Calibration calibration = new Calibration(out);
    calibration.freeze();
    calibration.theory(Model.thread_pool, 8, 64);
    calibration.theory(Model.single_process, 1, 16);
    for (int connections : new int[] {16, 64, 256}) {
      calibration.littlesLaw(connections);
    }
    calibration.ceiling();
    for (int rate : new int[] {10_000, 50_000}) {
      calibration.pacer(rate);
    }
    return calibration.findings.stream().allMatch(Finding::ok);
  }

  /** A handler that stands still for 200 ms in every second, on whatever thread it is. */
  private static final class Freezing implements Handler {
    @Override
    public Response handle(Request request) {
      long into = Math.floorMod(System.nanoTime(), FREEZE_EVERY_NANOS);
      for (long left = FREEZE_NANOS - into; left > 0; ) {
        LockSupport.parkNanos(left);
        left = FREEZE_NANOS - Math.floorMod(System.nanoTime(), FREEZE_EVERY_NANOS);
      }
      return HELLO;
    }

    @Override
    public boolean mayBlock(Request request) {
      return true;
    }
  }

  /** A handler that sleeps and keeps account of how long it really slept. */
  private static final class Sleeping implements Handler {

    private final LongAdder nanos = new LongAdder();
    private final LongAdder sleeps = new LongAdder();

    @Override
    public Response handle(Request request) throws InterruptedException {
      long begin = System.nanoTime();
      Thread.sleep(SLEEP);
      nanos.add(System.nanoTime() - begin);
      sleeps.increment();
      return HELLO;
    }

    double meanSeconds() {
      return nanos.sum() / NANOS_PER_SECOND / sleeps.sum();
    }

    @Override
    public boolean mayBlock(Request request) {
      return true;
    }
  }

  private void freeze() throws Exception {
    try (Server server = server(Model.multi_thread, ServerConfig.defaults(), new Freezing())) {
      int rate = 1_000;
      OpenWindow window = onSchedule(plan(server, 4), rate);
      double corrected = window.corrected().getValueAtPercentile(99) / NANOS_PER_MILLI;
      double raw = window.raw().getValueAtPercentile(99) / NANOS_PER_MILLI;
      tell(
          corrected >= 100,
          "a server that freezes for 200 ms every second: corrected p99 >= 100 ms",
          "%.1f ms",
          corrected);
      tell(raw < 100, "the same, latency from sending: p99 hides it", "%.1f ms", raw);
      double due = rate * window.seconds();
      tell(
          Math.abs(window.corrected().getTotalCount() - due) <= 1,
          "samples = rate x time",
          "%d, %.1f were due",
          window.corrected().getTotalCount(),
          due);
      Histogram closed = closedLoop(plan(server, 64)).latencies();
      double hidden = closed.getValueAtPercentile(99) / NANOS_PER_MILLI;
      tell(hidden < 100, "the same, closed loop over 64: p99 hides it", "%.1f ms", hidden);
    }
  }

  private void theory(Model model, int workers, int connections) throws Exception {
    Sleeping sleeping = new Sleeping();
    ServerConfig config = ServerConfig.defaults().withWorkers(workers);
    try (Server server = server(model, config, sleeping)) {
      Closed closed = closedLoop(plan(server, connections));
      double theory = workers / sleeping.meanSeconds();
      double ratio = closed.throughput() / theory;
      // Whole requests: one more or less for each worker at the edges.
      double edge = workers / (closed.throughput() * closed.seconds());
      tell(
          ratio > 0.97 && ratio <= 1 + edge,
          String.format(
              Locale.ROOT,
              "%s, %d at once, each %.2f ms: %.1f requests/s",
              model,
              workers,
              sleeping.meanSeconds() * 1_000,
              theory),
          "%.1f/s (%+.2f %%)",
          closed.throughput(),
          100 * (ratio - 1));
    }
  }

  private void littlesLaw(int connections) throws Exception {
    try (Server server = server(Model.multi_thread, ServerConfig.defaults(), new Sleeping())) {
      Closed closed = closedLoop(plan(server, connections));
      double inFlight = closed.throughput() * closed.meanSeconds();
      tell(
          Math.abs(inFlight / connections - 1) < 0.03,
          "throughput x mean latency = " + connections + " requests in flight",
          "%.1f (%.0f/s x %.2f ms)",
          inFlight,
          closed.throughput(),
          closed.meanSeconds() * 1_000);
    }
  }

  private void ceiling() throws Exception {
    try (Server server = nullServer()) {
      Closed closed = closedLoop(plan(server, 64));
      tell(
          closed.throughput() > 0,
          "the client's ceiling here: null server, 64 connections",
          "%.0f requests/s",
          closed.throughput());
    }
  }

  private void pacer(int rate) throws Exception {
    Sampler sampler = new Sampler(NameRules.hotspot().with("load-", Side.CLIENT));
    try (Server server = nullServer();
        OpenLoop loop = new OpenLoop(plan(server, 64), rate)) {
      loop.start();
      sleep(WARM_UP);
      Snapshot before = sampler.take();
      loop.beginWindow();
      sleep(MEASURE);
      loop.endWindow();
      double cores =
          (double) sampler.take().minus(before).cpuNanos(Side.CLIENT) / MEASURE.toNanos();
      OpenWindow window = loop.readWindow(Duration.ofSeconds(1));
      loop.drain(Duration.ofSeconds(5));
      tell(
          window.lag().getValueAtPercentile(99) < NANOS_PER_MILLI
              && window.answered() >= 0.99 * window.scheduled(),
          String.format(Locale.ROOT, "a schedule of %,d/s is kept to less than 1 ms (p99)", rate),
          "p50 %.3f, p99 %.3f, p99.9 %.3f ms; %.1f %% answered; client %.2f cores",
          window.lag().getValueAtPercentile(50) / NANOS_PER_MILLI,
          window.lag().getValueAtPercentile(99) / NANOS_PER_MILLI,
          window.lag().getValueAtPercentile(99.9) / NANOS_PER_MILLI,
          100.0 * window.answered() / window.scheduled(),
          cores);
    }
  }

  /** What a closed loop measured: requests per second, mean latency, over how long. */
  private record Closed(
      double throughput, double meanSeconds, double seconds, Histogram latencies) {}

  private static Closed closedLoop(LoadPlan plan) throws InterruptedException {
    try (ClosedLoop loop = new ClosedLoop(plan)) {
      loop.start();
      sleep(WARM_UP);
      loop.recorder().takeLatencies();
      long begin = System.nanoTime();
      long completed = loop.recorder().completed();
      long nanos = loop.recorder().totalLatencyNanos();
      sleep(MEASURE);
      completed = loop.recorder().completed() - completed;
      nanos = loop.recorder().totalLatencyNanos() - nanos;
      double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
      Histogram latencies = loop.recorder().takeLatencies();
      loop.drain(Duration.ofSeconds(5));
      return new Closed(
          completed / seconds, nanos / NANOS_PER_SECOND / completed, seconds, latencies);
    }
  }

  private static OpenWindow onSchedule(LoadPlan plan, double rate) throws InterruptedException {
    try (OpenLoop loop = new OpenLoop(plan, rate)) {
      loop.start();
      sleep(WARM_UP);
      loop.beginWindow();
      sleep(MEASURE);
      loop.endWindow();
      OpenWindow window = loop.readWindow(Duration.ofSeconds(5));
      loop.drain(Duration.ofSeconds(5));
      return window;
    }
  }

  private static Server server(Model model, ServerConfig config, Handler handler) throws Exception {
    Server server = model.create(Model.DEFAULT_VARIANT, config, handler);
    server.start();
    return server;
  }

  private static Server nullServer() throws Exception {
    ServerConfig config = ServerConfig.defaults();
    Server server = new NullServer(config.bind(), config.backlog(), BODY);
    server.start();
    return server;
  }

  private static LoadPlan plan(Server server, int connections) {
    return LoadPlan.of(
        java.net.URI.create("http://127.0.0.1:" + server.port() + "/"),
        connections,
        Reuse.KEPT_ALIVE,
        ExpectedAnswer.exactly(200, BODY));
  }

  private static void sleep(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  private void tell(boolean ok, String truth, String measured, Object... figures) {
    Finding finding = new Finding(ok, truth, String.format(Locale.ROOT, measured, figures));
    findings.add(finding);
    out.accept(finding);
  }
}
