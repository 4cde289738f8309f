package serverbench.bench.calibrate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import serverbench.bench.Arrivals;
import serverbench.bench.CpuPlacement;
import serverbench.bench.DirectTrial;
import serverbench.bench.ServerProcess;
import serverbench.bench.Workload;
import serverbench.load.ExpectedAnswer;
import serverbench.load.LoadPlan;
import serverbench.load.OpenWindow;
import serverbench.models.Model;
import serverbench.results.ForkResult;
import serverbench.results.ForkResult.Flag;
import serverbench.server.Endpoints;
import serverbench.server.ServerConfig;

/**
 * The suite against instruments that are not ours, on work where the server is the limit, server
 * and client on cores of their own:
 *
 * <pre>
 *   throughput:   serve MODEL &lt;-- our closed loop           against  the same JVM &lt;-- wrk
 *   CPU/request:  model in this JVM &lt;-- our open loop,        against  serve MODEL &lt;-- our open loop,
 *                 this suite's account of the server's side            /proc/&lt;pid&gt;/stat
 * </pre>
 *
 * <p>Two JVMs compile the same work a few per cent apart: between forks and other JVMs of epoll 6 %
 * were seen. So both instruments take turns at one JVM, and at several of them. The cores of a
 * virtual machine get faster and slower within seconds, by half where this was written: so each
 * reading of ours is held against the mean of the other's before and after it, which a drift does
 * not move, and the median of many short turns is told. The two accounts of CPU time cannot see the
 * same server; there are as many of such pairs as JVMs.
 *
 * <p>For throughput a request is four times the cpu workload's: where system calls are dear, our
 * client is as busy as the server under less, and the server would not be the limit.
 */
final class SecondInstrument {

  private static final List<Model> MODELS =
      List.of(Model.epoll, Model.event_loop, Model.thread_pool, Model.fiber, Model.proactor);
  private static final int JVMS = 3;
  private static final int TURNS = 12;
  private static final Duration TURN = Duration.ofSeconds(1);

  /** Until all connections stand; the code is compiled already. */
  private static final Duration TURN_WARM_UP = Duration.ofMillis(500);

  private static final int CONNECTIONS = 64;
  private static final int SECONDS = 4;
  private static final String HEAVY_PATH = "/cpu?rounds=2800";
  private static final byte[] HEAVY_ANSWER =
      "964f7bc40dbd99248130169afef0ef8574ede6490c2ed6241cacd7a2757af90c"
          .getBytes(StandardCharsets.US_ASCII);

  /** The code must be compiled before it is told its price, served or in this JVM. */
  private static final Duration WARM_UP = Duration.ofSeconds(12);

  private static final double THROUGHPUT_TOLERANCE = 0.05;
  private static final double CPU_TOLERANCE = 0.10;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Findings findings;
  private final CpuPlacement cpus;
  private final Path script;

  private SecondInstrument(Findings findings, CpuPlacement cpus, Path script) {
    this.findings = findings;
    this.cpus = cpus;
    this.script = script;
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
    SecondInstrument instrument = new SecondInstrument(findings, cpus, script);
    for (Model model : MODELS) {
      instrument.check(model);
    }
  }

  private void check(Model model) throws Exception {
    try {
      compare(model);
    } catch (Wrk.Failed e) {
      findings.tell(false, model + ", cpu: wrk has no errors", "%s", e.getMessage());
    }
  }

  private void compare(Model model) throws Exception {
    TwoReadings throughput = new TwoReadings();
    TwoReadings cpu = new TwoReadings();
    Set<String> flags = new TreeSet<>();
    double rate = 0;
    for (int jvm = 0; jvm < JVMS; jvm++) {
      try (ServerProcess served = serve(model)) {
        // The compilers of what is served have the one core of its server to work on.
        double most = wrk(served, Workload.cpu.path(), WARM_UP);
        rate = jvm == 0 ? most / 2 : rate;
        compareThroughput(served, throughput);
        double before = cpuMicrosByProc(served, rate);
        ForkResult ours = openLoop(model, rate);
        double after = cpuMicrosByProc(served, rate);
        cpu.add(ours.resources().serverCpuMicrosPerRequest(), (before + after) / 2);
        ours.flags().stream().map(Flag::rule).forEach(flags::add);
      }
    }
    findings.tell(
        throughput.agree(THROUGHPUT_TOLERANCE),
        model + ", cpu: throughput agrees with wrk within 5 %",
        "%s at %d JVMs; wrk %.0f/s of four times the work",
        throughput,
        JVMS,
        throughput.theirs());
    findings.tell(
        cpu.agree(CPU_TOLERANCE),
        String.format(
            Locale.ROOT,
            "%s, cpu at %.0f/s: server CPU a request agrees with /proc/<pid>/stat within 10 %%",
            model,
            rate),
        "%s; /proc %.1f us%s",
        cpu,
        cpu.theirs(),
        flags.isEmpty() ? "" : ", flags " + flags);
  }

  private void compareThroughput(ServerProcess served, TwoReadings throughput) throws Exception {
    LoadPlan plan = heavyPlan(served);
    onCores(cpus::enterClient, () -> ClosedRun.of(plan));
    double before = wrk(served, HEAVY_PATH, TURN);
    for (int turn = 0; turn < TURNS; turn++) {
      double ours =
          onCores(cpus::enterClient, () -> ClosedRun.of(plan, TURN_WARM_UP, TURN).throughput());
      double after = wrk(served, HEAVY_PATH, TURN);
      throughput.add(ours, (before + after) / 2);
      before = after;
    }
  }

  private static LoadPlan heavyPlan(ServerProcess served) {
    return LoadPlan.of(
        served.uri().resolve(HEAVY_PATH),
        CONNECTIONS,
        LoadPlan.Reuse.KEPT_ALIVE,
        ExpectedAnswer.exactly(200, HEAVY_ANSWER));
  }

  /** By run-bench.sh, as a user would; it ends with this process, however that does. */
  private ServerProcess serve(Model model) throws Exception {
    ProcessBuilder serve =
        new ProcessBuilder(script.toString(), "serve", model.name(), "0", "--end-with-input")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    serve.environment().put("SERVERBENCH_BUILD", "never");
    return onCores(cpus::enterServer, () -> ServerProcess.start(serve));
  }

  private double wrk(ServerProcess served, String path, Duration time) throws Exception {
    String url = served.uri().resolve(path).toString();
    return onCores(cpus::enterClient, () -> Wrk.throughput(url, CONNECTIONS, time));
  }

  private double cpuMicrosByProc(ServerProcess served, double rate) throws Exception {
    List<Duration> edges = new ArrayList<>();
    OpenWindow window =
        onCores(
            cpus::enterClient,
            () ->
                OpenRun.of(
                    Workload.cpu.plan(served.port(), CONNECTIONS),
                    rate,
                    () -> edges.add(served.cpuTime())));
    return edges.getLast().minus(edges.getFirst()).toNanos() / NANOS_PER_MICRO / window.completed();
  }

  /** In this JVM. */
  private ForkResult openLoop(Model model, double rate) throws Exception {
    return new DirectTrial(
            () -> Hello.server(model, ServerConfig.defaults(), new Endpoints()),
            port -> Workload.cpu.plan(port, CONNECTIONS),
            new Arrivals.PerSecond(rate),
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
}
