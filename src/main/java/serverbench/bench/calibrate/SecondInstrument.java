package serverbench.bench.calibrate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import serverbench.bench.Arrivals;
import serverbench.bench.CpuPlacement;
import serverbench.bench.DirectTrial;
import serverbench.bench.ServerProcess;
import serverbench.bench.Workload;
import serverbench.load.OpenWindow;
import serverbench.models.Model;
import serverbench.results.ForkResult;
import serverbench.server.Endpoints;
import serverbench.server.ServerConfig;

/**
 * The suite against instruments that are not ours, on work where the server is the limit, server
 * and client on cores of their own:
 *
 * <pre>
 *   throughput:   model in this JVM &lt;-- our closed loop       against  serve MODEL &lt;-- wrk
 *   CPU/request:  model in this JVM &lt;-- our open loop,        against  serve MODEL &lt;-- our open loop,
 *                 this suite's account of the server's side            /proc/&lt;pid&gt;/stat
 * </pre>
 */
final class SecondInstrument {

  private static final List<Model> MODELS =
      List.of(Model.epoll, Model.event_loop, Model.thread_pool, Model.fiber, Model.proactor);
  private static final int ROUNDS = 5;
  private static final int CONNECTIONS = 64;
  private static final int SECONDS = 4;

  /** What is served is warm when wrk does not get this much more out of it than the time before. */
  private static final double STILL_CLIMBING = 1.02;

  private static final int WARM_UP_RUNS_AT_MOST = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final double THROUGHPUT_TOLERANCE = 0.05;
  private static final double CPU_TOLERANCE = 0.10;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Findings findings;
  private final CpuPlacement cpus;

  private SecondInstrument(Findings findings, CpuPlacement cpus) {
    this.findings = findings;
    this.cpus = cpus;
  }

  static void check(Path script, Findings findings) throws Exception {
    if (!Wrk.installed()) {
      findings.skip("throughput agrees with wrk", "there is no wrk on PATH (apt-get install wrk)");
      return;
    }
    CpuPlacement cpus;
    try {
      cpus = CpuPlacement.parse("split");
    } catch (IllegalArgumentException e) {
      findings.skip("throughput agrees with wrk", e.getMessage());
      return;
    }
    SecondInstrument instrument = new SecondInstrument(findings, cpus);
    for (Model model : MODELS) {
      try (ServerProcess served = onCores(cpus::enterServer, () -> serve(script, model))) {
        double rate = instrument.throughput(model, served);
        instrument.cpu(model, served, rate / 2);
      }
    }
  }

  /** By run-bench.sh, as a user would. */
  private static ServerProcess serve(Path script, Model model) throws IOException {
    ProcessBuilder serve =
        new ProcessBuilder(script.toString(), "serve", model.name(), "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    serve.environment().put("SERVERBENCH_BUILD", "never");
    return ServerProcess.start(serve);
  }

  /** Returns wrk's figure. */
  private double throughput(Model model, ServerProcess served) throws Exception {
    String url = served.uri().resolve(Workload.cpu.path()).toString();
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    warmUp(url);
    for (int round = 0; round < ROUNDS; round++) {
      theirs[round] = wrk(url);
      ours[round] = trial(model, new Arrivals.Closed()).throughput();
    }
    double ratio = median(ours) / median(theirs);
    findings.tell(
        Math.abs(ratio - 1) <= THROUGHPUT_TOLERANCE,
        model + ", cpu: throughput agrees with wrk within 5 %",
        "%.0f/s, wrk %.0f/s (%+.1f %%; medians of %d)",
        median(ours),
        median(theirs),
        100 * (ratio - 1),
        ROUNDS);
    return median(theirs);
  }

  /** Its compilers have the one core of its server to work on, and take long. */
  private void warmUp(String url) throws Exception {
    double best = 0;
    for (int run = 0; run < WARM_UP_RUNS_AT_MOST; run++) {
      double rate = wrk(url);
      if (rate < best * STILL_CLIMBING) {
        return;
      }
      best = rate;
    }
  }

  private double wrk(String url) throws Exception {
    return onCores(cpus::enterClient, () -> Wrk.throughput(url, CONNECTIONS, SECONDS));
  }

  private void cpu(Model model, ServerProcess served, double rate) throws Exception {
    List<Duration> edges = new ArrayList<>();
    OpenWindow window =
        onCores(
            cpus::enterClient,
            () ->
                OpenRun.of(
                    Workload.cpu.plan(served.port(), CONNECTIONS),
                    rate,
                    () -> edges.add(served.cpuTime())));
    double theirs =
        edges.getLast().minus(edges.getFirst()).toNanos() / NANOS_PER_MICRO / window.completed();
    double ours =
        trial(model, new Arrivals.PerSecond(rate)).resources().serverCpuMicrosPerRequest();
    findings.tell(
        Math.abs(ours / theirs - 1) <= CPU_TOLERANCE,
        String.format(
            Locale.ROOT,
            "%s, cpu at %.0f/s: server CPU a request agrees with /proc/<pid>/stat within 10 %%",
            model,
            rate),
        "%.1f us, /proc %.1f us (%+.1f %%)",
        ours,
        theirs,
        100 * (ours / theirs - 1));
  }

  private ForkResult trial(Model model, Arrivals arrivals) throws Exception {
    return new DirectTrial(
            () -> Hello.server(model, ServerConfig.defaults(), new Endpoints()),
            port -> Workload.cpu.plan(port, CONNECTIONS),
            arrivals,
            cpus,
            WARM_UP,
            Duration.ofSeconds(SECONDS))
        .run(_ -> {});
  }

  private interface Entering {
    void enter() throws Exception;
  }

  /** On a thread of its own, which passes its cores on to what it starts. */
  private static <T> T onCores(Entering cores, Callable<T> work) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              cores.enter();
              return work.call();
            });
    Thread.ofPlatform().name("jmh-cores").start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
