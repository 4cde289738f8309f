package serverbench.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import serverbench.load.LoadPlan;
import serverbench.load.Responder;
import serverbench.load.Responder.Reply;

/** As {@link ServerBenchmark}, on a responder that drops requests, with pauses in between. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ResponderBenchmark {

  static final int DROPS_EVERY = 20;
  static final int ANSWERS_IN_A_PAUSE = 3_000;

  @State(Scope.Benchmark)
  public static class Fixture {

    private Responder responder;
    private Trial trial;

    @Setup(Level.Trial)
    public void start() throws Exception {
      responder = new Responder(n -> n % DROPS_EVERY == 0 ? Reply.CLOSE : Reply.CORRECT);
      trial =
          Trial.start(
              () -> new ResponderServer(responder),
              port -> responder.plan(8, LoadPlan.Reuse.KEPT_ALIVE),
              Terms.closed(Duration.ofMillis(200)),
              line -> {});
    }

    /** Lets answers pile up that belong to no iteration. */
    @Setup(Level.Iteration)
    public void pauseAndBegin() {
      long enough = responder.answers() + ANSWERS_IN_A_PAUSE;
      while (responder.answers() < enough) {
        Thread.onSpinWait();
        Thread.yield();
      }
      trial.beginIteration(true);
    }

    @TearDown(Level.Iteration)
    public void endIteration() {
      IterationSample sample = trial.endIteration();
      Handover.put(new LoadResult(trial.latencies(), sample));
    }

    @TearDown(Level.Trial)
    public void finish() throws InterruptedException {
      Handover.complete(trial.finish());
    }
  }

  @Benchmark
  public void requests(Fixture fixture) {
    fixture.trial.take();
  }
}
