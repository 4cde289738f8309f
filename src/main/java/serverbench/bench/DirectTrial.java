package serverbench.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import serverbench.load.LoadPlan;
import serverbench.results.ForkResult;
import serverbench.server.Server;

/**
 * A {@link Trial} in this JVM without JMH around it, read as a fork is: same load, same resources,
 * same validity rules. For checking the instrument against servers that no registry has.
 *
 * @param server makes the bound server; called on the thread whose cores the server gets
 * @param plan the load for the server's port
 * @param arrivals closed loop or schedule
 * @param cpus which cores server and client run on
 * @param warmUpAtMost warming up ends when the throughput is flat, or after this time
 * @param measured for how long
 */
public record DirectTrial(
    Callable<Server> server,
    IntFunction<LoadPlan> plan,
    Arrivals arrivals,
    CpuPlacement cpus,
    Duration warmUpAtMost,
    Duration measured) {

  /**
   * Runs it and returns when everything is closed again. On a thread of its own, since a trial
   * binds its thread to cores and gives it a name.
   *
   * @param log told the phases, one line each
   */
  public ForkResult run(Consumer<String> log) throws Exception {
    FutureTask<ForkResult> trial = new FutureTask<>(() -> measure(log));
    Thread.ofPlatform().name(Trial.WORKER_NAME).start(trial);
    try {
      return trial.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private ForkResult measure(Consumer<String> log) throws Exception {
    try (Trial trial =
        Trial.start(server::call, plan::apply, new Terms(arrivals, 0, warmUpAtMost, cpus), log)) {
      trial.beginIteration(true);
      long begin = System.nanoTime();
      Thread.sleep(measured);
      IterationSample sample = trial.endIteration();
      double seconds =
          sample.open() == null ? (System.nanoTime() - begin) / 1e9 : sample.open().seconds();
      LoadResult load = trial.result(sample).with(trial.finish());
      double throughput = sample.completed() / seconds;
      return ForkReading.of(
          spec(), new ForkOutcome(throughput, List.of(throughput), List.of(), load));
    }
  }

  /** The result with the flags that a null server's result under the same load raises. */
  public static ForkResult judged(ForkResult result, ForkResult nullServer, int serverCores) {
    return Ceiling.judged(result, List.of(nullServer), serverCores);
  }

  /** Results are filed under a workload; which one does not matter here. */
  private ForkSpec spec() {
    return new ForkSpec(
        Optional.empty(),
        Workload.keepalive,
        0,
        new Point("", 1, 0, arrivals),
        OptionalInt.empty(),
        0,
        new Timing(1, measured, warmUpAtMost),
        cpus);
  }
}
