package serverbench.bench.calibrate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import serverbench.bench.Arrivals;
import serverbench.bench.CpuPlacement;
import serverbench.bench.DirectTrial;
import serverbench.bench.Profile;
import serverbench.bench.ServerProcess;
import serverbench.bench.SideJar;
import serverbench.bench.Workload;
import serverbench.load.OpenWindow;
import serverbench.models.Model;
import serverbench.results.ForkResult;
import serverbench.results.ForkResult.Flag;
import serverbench.results.LoadPoint;
import serverbench.results.PairPoint;
import serverbench.results.TemporaryFolder;
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
 * were seen. So both instruments take turns at one JVM, and at several of them; what a fork reaches
 * is shown beside. The two accounts of CPU time cannot see the same server, and the cores of a
 * virtual machine get faster and slower: such pairs were 12 %, once 31 % apart. So there are as
 * many as JVMs, and in each ours is taken between two readings of /proc, which a drift does not
 * move.
 */
final class SecondInstrument {

  private static final List<Model> MODELS =
      List.of(Model.epoll, Model.event_loop, Model.thread_pool, Model.fiber, Model.proactor);
  private static final int JVMS = 3;
  private static final int TURNS = 2;
  private static final int CONNECTIONS = 64;
  private static final int SECONDS = 4;

  /** The compilers of what is served have the one core of its server to work on. */
  private static final int WRK_WARM_UP_SECONDS = 12;

  /** As long as the server beside has: its code must be compiled before it is told its price. */
  private static final Duration WARM_UP = Duration.ofSeconds(WRK_WARM_UP_SECONDS);

  private static final double THROUGHPUT_TOLERANCE = 0.05;
  private static final double CPU_TOLERANCE = 0.10;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Findings findings;
  private final CpuPlacement cpus;
  private final Path script;
  private final SideJar own;

  private SecondInstrument(Findings findings, CpuPlacement cpus, Path script, SideJar own) {
    this.findings = findings;
    this.cpus = cpus;
    this.script = script;
    this.own = own;
  }

  /**
   * @param jar of this program
   */
  static void check(Path script, Path jar, Findings findings) throws Exception {
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
    try (TemporaryFolder work = TemporaryFolder.create("serverbench-calibrate")) {
      SideJar own = new SideJar(jar, work.path(), OptionalInt.empty());
      SecondInstrument instrument = new SecondInstrument(findings, cpus, script, own);
      for (Model model : MODELS) {
        instrument.check(model);
      }
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
        for (int turn = 0; turn < TURNS; turn++) {
          throughput.add(closedLoop(served), wrk(served, SECONDS));
        }
        rate = jvm == 0 ? throughput.theirs() / 2 : rate;
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
        "%s at %d JVMs; wrk %.0f/s; a fork %.0f/s",
        throughput,
        JVMS,
        throughput.theirs(),
        fork(model));
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

  /** By run-bench.sh, as a user would, and warm; it ends with this process, however that does. */
  private ServerProcess serve(Model model) throws Exception {
    ProcessBuilder serve =
        new ProcessBuilder(script.toString(), "serve", model.name(), "0", "--end-with-input")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    serve.environment().put("SERVERBENCH_BUILD", "never");
    ServerProcess served = onCores(cpus::enterServer, () -> ServerProcess.start(serve));
    try {
      wrk(served, WRK_WARM_UP_SECONDS);
      return served;
    } catch (Exception e) {
      served.close();
      throw e;
    }
  }

  private double closedLoop(ServerProcess served) throws Exception {
    return onCores(
        cpus::enterClient,
        () -> ClosedRun.of(Workload.cpu.plan(served.port(), CONNECTIONS)).throughput());
  }

  private double fork(Model model) throws Exception {
    LoadPoint load = LoadPoint.closed(CONNECTIONS);
    return own.fork(new PairPoint(model.name(), Workload.cpu.name(), load), Profile.STANDARD, cpus)
        .throughput();
  }

  private double wrk(ServerProcess served, int seconds) throws Exception {
    String url = served.uri().resolve(Workload.cpu.path()).toString();
    return onCores(cpus::enterClient, () -> Wrk.throughput(url, CONNECTIONS, seconds));
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
