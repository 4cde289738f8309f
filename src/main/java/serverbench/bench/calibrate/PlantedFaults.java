package serverbench.bench.calibrate;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import serverbench.bench.Arrivals;
import serverbench.bench.CpuPlacement;
import serverbench.bench.DirectTrial;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.models.Model;
import serverbench.results.ForkResult;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** One thing is wrong at a time, and exactly the flag that is meant for it must come up. */
final class PlantedFaults {

  /** As long as standard has: it ends when the compilers are done, on slow cores after 3 s. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final Duration WHILE_CLIMBING = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 64;

  /** Of servers that a starved client meets. */
  private static final int TURNS = 3;

  private static final Callable<Server> SOUND = () -> server(Model.epoll, handling(_ -> {}));

  private PlantedFaults() {}

  static void check(Findings findings) throws Exception {
    expect(findings, "nothing wrong", Set.of(), closed(SOUND, WARM_UP));
    expect(
        findings, "one wrong answer in 1,000", Set.of("errors"), closed(wrongAnswers(), WARM_UP));
    expect(
        findings,
        "rates that climb for seconds",
        Set.of("warmup"),
        closed(climbing(), WHILE_CLIMBING));
    expect(findings, "twice what the server can do", Set.of("rate"), twiceCapacity());
    starvedClient(findings);
  }

  private static Callable<Server> wrongAnswers() {
    AtomicLong requests = new AtomicLong();
    Response wrong = Response.text(200, "Hello, Word!!");
    return () ->
        server(
            Model.epoll,
            new Handler() {
              @Override
              public Response handle(Request request) {
                // The first of a thousand after the probe's: never less than one in a thousand.
                return requests.incrementAndGet() % 1_000 == 2 ? wrong : Hello.RESPONSE;
              }

              @Override
              public boolean mayBlock(Request request) {
                return false;
              }
            });
  }

  /** Each answer takes 10 ms at first, and less and less: twice as fast after a quarter second. */
  private static Callable<Server> climbing() {
    return () -> {
      long begin = System.nanoTime();
      return server(
          Model.thread_pool,
          handling(
              _ -> {
                double quarters = (System.nanoTime() - begin) / 250e6;
                LockSupport.parkNanos((long) (10e6 / (1 + quarters)));
              }));
    };
  }

  private static ForkResult twiceCapacity() throws Exception {
    ServerConfig config = ServerConfig.defaults().withWorkers(4);
    Handler sleeping = handling(_ -> LockSupport.parkNanos(10_000_000));
    return new DirectTrial(
            () -> Hello.server(Model.thread_pool, config, sleeping),
            port -> Hello.plan(port, 4),
            new Arrivals.PerSecond(800),
            CpuPlacement.SHARED,
            WARM_UP,
            MEASURED)
        .run(_ -> {});
  }

  /** Four spinning threads beside the client leave it a fifth of its core. */
  private static void starvedClient(Findings findings) throws Exception {
    CpuPlacement cpus;
    try {
      cpus = CpuPlacement.parse("split");
    } catch (IllegalArgumentException e) {
      findings.skip("a client with a fifth of a core", e.getMessage());
      return;
    }
    try (Hogs _ = Hogs.start(cpus, 4)) {
      ForkResult late = trial(SOUND, new Arrivals.PerSecond(5_000), cpus, WARM_UP);
      expect(
          findings, "a client with a fifth of a core, on a schedule", Set.of("schedule_lag"), late);
      List<ForkResult> ceilings = new ArrayList<>();
      List<ForkResult> limited = new ArrayList<>();
      for (int i = 0; i < TURNS; i++) {
        ceilings.add(trial(Hello::nullServer, new Arrivals.Closed(), cpus, WARM_UP));
        limited.add(trial(SOUND, new Arrivals.Closed(), cpus, WARM_UP));
      }
      ForkResult middle = DirectTrial.judged(middle(limited), middle(ceilings), 1);
      Set<String> rules = rules(middle);
      // Which of two equally starved runs got a little more is chance.
      rules.remove("above_ceiling");
      tell(findings, "the same, closed loop", Set.of("client_limited"), rules);
    }
  }

  /** How much of its core a starved client gets is chance as well: the one in the middle. */
  private static ForkResult middle(List<ForkResult> turns) {
    return turns.stream()
        .sorted(Comparator.comparingDouble(ForkResult::throughput))
        .toList()
        .get(turns.size() / 2);
  }

  private static ForkResult closed(Callable<Server> server, Duration warmUp) throws Exception {
    return trial(server, new Arrivals.Closed(), CpuPlacement.SHARED, warmUp);
  }

  private static ForkResult trial(
      Callable<Server> server, Arrivals arrivals, CpuPlacement cpus, Duration warmUp)
      throws Exception {
    return new DirectTrial(
            server, port -> Hello.plan(port, CONNECTIONS), arrivals, cpus, warmUp, MEASURED)
        .run(_ -> {});
  }

  private static void expect(
      Findings findings, String fault, Set<String> expected, ForkResult result) {
    tell(findings, fault, expected, rules(result));
  }

  private static void tell(
      Findings findings, String fault, Set<String> expected, Set<String> rules) {
    findings.tell(
        rules.equals(expected),
        "planted: " + fault + " raises " + (expected.isEmpty() ? "no flag" : expected),
        "%s",
        rules);
  }

  /** What the hypervisor takes is nobody's fault here. */
  private static Set<String> rules(ForkResult result) {
    Set<String> rules =
        result.flags().stream()
            .map(ForkResult.Flag::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    rules.remove("steal");
    return rules;
  }

  private static Server server(Model model, Handler handler) throws Exception {
    return Hello.server(model, ServerConfig.defaults(), handler);
  }

  /** Says hello after it has done something. */
  private static Handler handling(java.util.function.Consumer<Request> first) {
    return new Handler() {
      @Override
      public Response handle(Request request) {
        first.accept(request);
        return Hello.RESPONSE;
      }

      @Override
      public boolean mayBlock(Request request) {
        return true;
      }
    };
  }

  /** Threads that use up the client's cores. */
  private static final class Hogs implements AutoCloseable {

    private volatile boolean stop;

    /** Counted to the harness by its name, so that the server's CPU time is not blamed. */
    static Hogs start(CpuPlacement cpus, int perCore) {
      Hogs hogs = new Hogs();
      for (int i = 0; i < perCore * cpus.client().cardinality(); i++) {
        Thread.ofPlatform().daemon().name("jmh-hog-" + i).start(() -> hogs.spin(cpus));
      }
      return hogs;
    }

    private void spin(CpuPlacement cpus) {
      try {
        cpus.enterClient();
      } catch (IOException e) {
        throw new IllegalStateException("cores that were just there", e);
      }
      while (!stop) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      stop = true;
    }
  }
}
