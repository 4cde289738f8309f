package serverbench.bench.calibrate;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

  /** At most: it ends when the compilers are done, on slow cores after 3 s. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final Duration WHILE_CLIMBING = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 64;

  /** As many workers as connections: nobody waits in a queue. */
  private static final int FEW = 4;

  private static final int TRIES = 3;

  /** Of servers that a starved client meets. */
  private static final int TURNS = 3;

  private static final Callable<Server> SOUND = () -> server(Model.epoll, handling(_ -> {}));

  private PlantedFaults() {}

  static void check(Findings findings) throws Exception {
    expect(findings, "nothing wrong", Set.of(), () -> closed(SOUND, CONNECTIONS, WARM_UP));
    expect(
        findings,
        "one wrong answer in 1,000",
        Set.of("errors"),
        () -> closed(wrongAnswers(), CONNECTIONS, WARM_UP));
    expect(
        findings,
        "rates that climb for seconds",
        Set.of("warmup"),
        () -> closed(climbing(), FEW, WHILE_CLIMBING));
    expect(findings, "twice what the server can do", Set.of("rate"), PlantedFaults::twiceCapacity);
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

  /** Four at once, 40 ms each at first, and less and less: so fast is no machine's limit. */
  private static Callable<Server> climbing() {
    return () -> {
      long begin = System.nanoTime();
      return Hello.server(
          Model.thread_pool,
          ServerConfig.defaults().withWorkers(FEW),
          handling(
              _ -> {
                double quarters = (System.nanoTime() - begin) / 250e6;
                LockSupport.parkNanos((long) (40e6 / (1 + quarters)));
              }));
    };
  }

  private static ForkResult twiceCapacity() throws Exception {
    ServerConfig config = ServerConfig.defaults().withWorkers(FEW);
    Handler sleeping = handling(_ -> LockSupport.parkNanos(10_000_000));
    return new DirectTrial(
            () -> Hello.server(Model.thread_pool, config, sleeping),
            port -> Hello.plan(port, FEW),
            new Arrivals.PerSecond(800),
            CpuPlacement.SHARED,
            WARM_UP,
            MEASURED)
        .run(_ -> {});
  }

  /**
   * Four spinning threads beside the client leave it a fifth of its core: enough for a thousand
   * requests a second, but not on time.
   */
  private static void starvedClient(Findings findings) throws Exception {
    CpuPlacement cpus;
    try {
      cpus = CpuPlacement.parse("split");
    } catch (IllegalArgumentException e) {
      findings.skip("a client with a fifth of a core", e.getMessage());
      return;
    }
    try (Hogs _ = Hogs.start(cpus, 4)) {
      expect(
          findings,
          "a client with a fifth of a core, on a schedule",
          Set.of("schedule_lag"),
          () -> trial(SOUND, CONNECTIONS, new Arrivals.PerSecond(1_000), cpus, WARM_UP));
      expect(
          findings,
          "the same, closed loop",
          Set.of("client_limited"),
          () -> besideNullServer(cpus));
    }
  }

  /**
   * How much of its core a starved client gets is chance: of several turns the one in the middle.
   */
  private static ForkResult besideNullServer(CpuPlacement cpus) throws Exception {
    List<ForkResult> ceilings = new ArrayList<>();
    List<ForkResult> sound = new ArrayList<>();
    for (int i = 0; i < TURNS; i++) {
      Arrivals closed = new Arrivals.Closed();
      ceilings.add(trial(Hello::nullServer, CONNECTIONS, closed, cpus, WARM_UP));
      sound.add(trial(SOUND, CONNECTIONS, closed, cpus, WARM_UP));
    }
    return DirectTrial.judged(middle(sound), middle(ceilings), 1);
  }

  private static ForkResult middle(List<ForkResult> turns) {
    return turns.stream()
        .sorted(Comparator.comparingDouble(ForkResult::throughput))
        .toList()
        .get(turns.size() / 2);
  }

  private static ForkResult closed(Callable<Server> server, int connections, Duration warmUp)
      throws Exception {
    return trial(server, connections, new Arrivals.Closed(), CpuPlacement.SHARED, warmUp);
  }

  private static ForkResult trial(
      Callable<Server> server,
      int connections,
      Arrivals arrivals,
      CpuPlacement cpus,
      Duration warmUp)
      throws Exception {
    return new DirectTrial(
            server, port -> Hello.plan(port, connections), arrivals, cpus, warmUp, MEASURED)
        .run(_ -> {});
  }

  /**
   * What comes up in two of three tries: what else disturbs a machine for a moment raises more
   * flags, and others each time.
   */
  private static void expect(
      Findings findings, String fault, Set<String> expected, Callable<ForkResult> trial)
      throws Exception {
    List<Set<String>> tries = new ArrayList<>();
    while (tries.size() < TRIES && Set.copyOf(tries).size() == tries.size()) {
      tries.add(rules(trial.call()));
    }
    findings.tell(
        Collections.frequency(tries, expected) == 2,
        "planted: " + fault + " raises " + (expected.isEmpty() ? "no flag" : expected),
        "%s",
        tries);
  }

  /**
   * What the hypervisor takes is nobody's fault here, and which of two equally starved clients got
   * a little more is chance.
   */
  private static Set<String> rules(ForkResult result) {
    Set<String> rules =
        result.flags().stream()
            .map(ForkResult.Flag::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    rules.removeAll(Set.of("steal", "above_ceiling"));
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
