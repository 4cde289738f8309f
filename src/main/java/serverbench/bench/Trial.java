package serverbench.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import serverbench.load.ClosedLoop;
import serverbench.load.Load;
import serverbench.load.LoadPlan;
import serverbench.load.Probe;
import serverbench.measure.NameRules;
import serverbench.measure.Sampler;
import serverbench.measure.Side;
import serverbench.measure.Snapshot;
import serverbench.server.Server;
import serverbench.server.ServerStats;

/**
 * One server under one load, from start to end: what a fork does, without JMH.
 *
 * <pre>
 *   start: server up -> one request checked -> load on -> warm-up until flat
 *      |
 *      |     .---------------------------------------.
 *      v     v                                       |
 *   beginIteration -> take, take, take ... -> endIteration -> finish: load drained and closed,
 *                                                             server closed, counts compared
 * </pre>
 *
 * <p>Used by one thread, JMH's worker, which gets the name {@value #WORKER_NAME} so that its CPU
 * time can be told from the server's.
 */
final class Trial implements AutoCloseable {

  static final String WORKER_NAME = "jmh-worker";

  private static final Duration STALL = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(12);

  /** What is measured: makes a bound server. */
  interface Subject {
    Server create() throws Exception;
  }

  /** What is to be done to the server on this port. */
  interface Work {
    LoadPlan plan(int port);
  }

  private final Sampler sampler =
      new Sampler(
          NameRules.hotspot()
              .with("load-", Side.CLIENT)
              .with("jmh-", Side.HARNESS)
              .with("JMH-", Side.HARNESS)
              .with("serverbench.ben", Side.HARNESS));
  private final Server server;
  private Load load;
  private LoadPlan plan;
  private Completions completions;
  private WarmUp.Outcome warmUp;
  private double loadAverage;
  private Snapshot before;
  private Snapshot after;
  private long completedBefore;
  private int inFlightBefore;
  private Histogram latencies;
  private boolean closed;

  private Trial(Server server) {
    this.server = server;
  }

  /**
   * Starts the server, checks that it answers, puts the load on it and warms up. When any of this
   * fails, what was started is closed again.
   *
   * @param log told the phases, one line each
   */
  static Trial start(Subject subject, Work work, Duration warmUpAtMost, Consumer<String> log)
      throws Exception {
    Thread.currentThread().setName(WORKER_NAME);
    log.accept(ForkOutput.PHASE + "start");
    Trial trial = new Trial(subject.create());
    try {
      trial.begin(work, warmUpAtMost, log);
      return trial;
    } catch (Exception e) {
      trial.close();
      throw e;
    }
  }

  private void begin(Work work, Duration warmUpAtMost, Consumer<String> log) throws Exception {
    server.start();
    plan = work.plan(server.port());
    Probe.check(plan);
    loadAverage = sampler.take().loadAverage();
    load = new ClosedLoop(plan);
    completions = new Completions(load.recorder()::completed, STALL, load::outstanding);
    load.start();
    log.accept(ForkOutput.PHASE + "warm-up");
    completions.take();
    warmUp = WarmUp.run(load.recorder()::completed, warmUpAtMost);
    log.accept("# " + warmUp.text());
    log.accept(ForkOutput.PHASE + ForkOutput.MEASURE);
  }

  void beginIteration() {
    before = sampler.take();
    inFlightBefore = load.inFlight();
    load.recorder().takeLatencies();
    completedBefore = load.recorder().completed();
    completions.skipToNow();
  }

  /** Takes one completion; the trial is closed when none comes. */
  void take() {
    try {
      completions.take();
    } catch (IllegalStateException e) {
      // JMH runs no tear-down after a benchmark method has thrown.
      close();
      throw e;
    }
  }

  IterationSample endIteration() {
    long completed = load.recorder().completed() - completedBefore;
    latencies = load.recorder().takeLatencies();
    double inFlight = (inFlightBefore + load.inFlight()) / 2.0;
    after = sampler.take();
    return new IterationSample(completed, after.minus(before), inFlight);
  }

  /** Latencies of the iteration that ended last, in nanoseconds. */
  Histogram latencies() {
    return latencies;
  }

  /** Ends the trial: load first, so that the server is asked for its counts when all is done. */
  TrialReport finish() throws InterruptedException {
    boolean drained = load.drain(DRAIN);
    int unfinished = drained ? 0 : load.inFlight();
    close();
    // After close: by then child processes have reported all their counts.
    ServerStats stats = server.stats();
    Map<String, Long> errors = load.recorder().errors();
    // The probe's answer is counted by the server as well.
    long clientAnswers = load.recorder().answers() + 1;
    long failed = errors.values().stream().mapToLong(Long::longValue).sum();
    long wrong = load.recorder().answers() - load.recorder().completed();
    return new TrialReport(
        warmUp.seconds(),
        warmUp.flat(),
        errors,
        clientAnswers,
        stats.responsesTotal(),
        failed - wrong + unfinished,
        plan.connections(),
        load.established(),
        after.serverThreads(),
        after.children().live(),
        after.residentBytes() < 0 ? -1 : after.residentBytes() + after.children().residentBytes(),
        after.openFiles(),
        loadAverage,
        counters(stats));
  }

  private static Map<String, Long> counters(ServerStats stats) {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("accepted", stats.accepted());
    counters.put("requests", stats.requests());
    for (int statusClass = 2; statusClass < stats.responses().size(); statusClass++) {
      counters.put("responses" + statusClass + "xx", stats.responses().get(statusClass));
    }
    counters.put("refused", stats.refused());
    counters.put("connectionErrors", stats.connectionErrors());
    stats.workers().forEach(worker -> counters.put("worker " + worker.name(), worker.responses()));
    return counters;
  }

  /** Closes in reverse order of starting; the second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (load != null) {
        load.close();
      }
    } finally {
      server.close();
    }
  }
}
