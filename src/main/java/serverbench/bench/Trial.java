package serverbench.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import serverbench.load.ClosedLoop;
import serverbench.load.IdleConnections;
import serverbench.load.Load;
import serverbench.load.LoadPlan;
import serverbench.load.LoadRecorder;
import serverbench.load.OpenLoop;
import serverbench.load.OpenWindow;
import serverbench.load.Probe;
import serverbench.measure.LiveHeap;
import serverbench.measure.NameRules;
import serverbench.measure.Sampler;
import serverbench.measure.Side;
import serverbench.measure.Snapshot;
import serverbench.measure.Usage;
import serverbench.server.Server;
import serverbench.server.ServerStats;

/**
 * One server under one load, from start to end: what a fork does, without JMH.
 *
 * <pre>
 *   start: server up -> one request checked -> idle connections -> closed loop -> warm-up until flat
 *      |                                                                |
 *      |                                       on a schedule: closed loop drained, open loop begun,
 *      |                                            windows that do not count, until it was kept
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

  /** Whom a thread of a fork works for, by its name: the server, unless something else says so. */
  static final NameRules SIDES =
      NameRules.hotspot()
          .with("load-", Side.CLIENT)
          .with("jmh-", Side.HARNESS)
          .with("JMH-", Side.HARNESS)
          .with("serverbench.ben", Side.HARNESS);

  private static final Duration STALL = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(32);
  private static final Duration OPEN_IDLE_WITHIN = Duration.ofSeconds(30);

  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(10);

  /** Longer than any pause that a healthy server takes. */
  private static final Duration LAST_ANSWERS_WITHIN = Duration.ofSeconds(1);

  /** What is measured: makes a bound server. */
  interface Subject {
    Server create() throws Exception;
  }

  /** What is to be done to the server on this port. */
  interface Work {
    LoadPlan plan(int port);
  }

  private final Sampler sampler = new Sampler(SIDES);
  private final Server server;
  private final List<LoadRecorder> recorders = new ArrayList<>();
  private LoadPlan plan;
  private long probed;
  private IdleConnections idle;
  private int idleAsked;
  private Load load;
  private OpenLoop schedule;
  private final PromptThreads scheduleThreads = new PromptThreads();
  private double targetRate;
  private long unfinished;
  private Completions completions;
  private WarmUp.Outcome warmUp;
  private MachineWatch machine;
  private Snapshot before;
  private Snapshot after;
  private long completedBefore;
  private long latencyBefore;
  private int inFlightBefore;
  private Histogram latencies;
  private OpenWindow window;
  private boolean counting;
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
  static Trial start(Subject subject, Work work, Terms terms, Consumer<String> log)
      throws Exception {
    Thread.currentThread().setName(WORKER_NAME);
    log.accept(ForkOutput.PHASE + "start");
    terms.cpus().enterServer();
    Trial trial = new Trial(subject.create());
    try {
      trial.begin(work, terms, log);
      return trial;
    } catch (Exception e) {
      trial.close();
      throw e;
    }
  }

  private void begin(Work work, Terms terms, Consumer<String> log) throws Exception {
    server.start();
    terms.cpus().enterClient();
    plan = work.plan(server.port());
    probed = Probe.check(plan);
    machine = MachineWatch.start(terms.cpus());
    openIdle(terms.idleConnections(), log);
    ClosedLoop loop = new ClosedLoop(plan);
    load = loop;
    watch(load);
    load.start();
    log.accept(ForkOutput.PHASE + "warm-up");
    completions.take();
    awaitConnections();
    warmUp = WarmUp.run(loop, Compilers.ofThisJvm(), terms.warmUpAtMost());
    log.accept("# " + warmUp.text());
    targetRate = terms.arrivals().rate(warmUp.rate());
    if (targetRate > 0) {
      beginSchedule(terms, log);
    }
    machine.beginMeasuring();
    log.accept(ForkOutput.PHASE + ForkOutput.MEASURE);
  }

  private void openIdle(int connections, Consumer<String> log) {
    idleAsked = connections;
    if (connections > 0) {
      log.accept(ForkOutput.PHASE + "open " + connections + " idle connections");
      idle = new IdleConnections(plan, connections);
      recorders.add(idle.recorder());
      idle.open(OPEN_IDLE_WITHIN);
    }
  }

  /** What is still missing then is reported: asked against established. */
  private void awaitConnections() {
    long giveUp = System.nanoTime() + CONNECTED_WITHIN.toNanos();
    while (load.established() < plan.connections() && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void beginSchedule(Terms terms, Consumer<String> log) throws InterruptedException {
    unfinished += load.drain(DRAIN) ? 0 : load.inFlight();
    load.close();
    log.accept(String.format(Locale.ROOT, "# schedule: %.0f requests/s", targetRate));
    schedule = new OpenLoop(plan, targetRate, scheduleThreads::begin);
    load = schedule;
    watch(load);
    schedule.start();
    Rehearsal.run(schedule, terms.scheduleWarmUp(), terms.scheduleCatchUpAtMost());
  }

  private void watch(Load next) {
    recorders.add(next.recorder());
    completions = new Completions(next.recorder()::completed, STALL, next::outstanding);
  }

  /**
   * Begins a span of which {@link #endIteration} gives the figures.
   *
   * @param counts false for an iteration that warms up JMH's own loop. What is overdue on a
   *     schedule when the first that counts begins is left out: that loop is compiled meanwhile, on
   *     a core that client and server miss. Between those that count nothing is, since a queue that
   *     grows from one to the next is the server's doing.
   */
  void beginIteration(boolean counts) {
    // Before the snapshot, as at the end: looking at thousands of threads takes a while, in which
    // the server works on; so both spans begin and end together.
    completedBefore = load.recorder().completed();
    latencyBefore = load.recorder().totalLatencyNanos();
    before = sampler.take();
    if (schedule != null) {
      if (counts && !counting) {
        schedule.beginWindowAfresh();
      } else {
        schedule.beginWindow();
      }
    }
    counting = counts;
    inFlightBefore = load.inFlight();
    load.recorder().takeLatencies();
    completions.skipToNow();
    machine.beginIteration();
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
    if (schedule != null) {
      schedule.endWindow();
    }
    long completed = load.recorder().completed() - completedBefore;
    long latencyNanos = load.recorder().totalLatencyNanos() - latencyBefore;
    latencies = load.recorder().takeLatencies();
    double inFlight = (inFlightBefore + load.inFlight()) / 2.0;
    machine.endIteration();
    after = sampler.take();
    Usage usage = after.minus(before);
    if (schedule == null) {
      return new IterationSample(completed, usage, inFlight, latencyNanos, null);
    }
    window = schedule.readWindow(LAST_ANSWERS_WITHIN);
    latencies = window.corrected();
    return new IterationSample(
        completed, usage, window.meanInFlight(), latencyNanos, OpenSample.of(window));
  }

  /** Latencies of the iteration that ended last, in nanoseconds; on a schedule corrected ones. */
  Histogram latencies() {
    return latencies;
  }

  /** The iteration that ended last, as JMH's results carry it. */
  LoadResult result(IterationSample sample) {
    return schedule == null
        ? new LoadResult(latencies, sample)
        : new LoadResult(window.corrected(), window.raw(), window.lag(), sample);
  }

  /** Ends the trial: load first, so that the server is asked for its counts when all is done. */
  TrialReport finish() throws InterruptedException {
    MachineReading reading = machine.end();
    // While the connections are still at work: what they hold is the server's memory.
    long liveHeapBytes = LiveHeap.bytes();
    int established = load.established() + (idle == null ? 0 : idle.established());
    unfinished += load.drain(DRAIN) ? 0 : load.inFlight();
    if (idle != null) {
      unfinished += idle.drain(DRAIN);
    }
    // Before close: what it breaks off is no error.
    ClientTally client = ClientTally.of(recorders);
    close();
    // After close: by then child processes have reported all their counts.
    ServerStats stats = server.stats();
    return new TrialReport(
        warmUp.seconds(),
        warmUp.warm(),
        client.errors(),
        // The probe's answers are counted by the server as well.
        probed + client.answers(),
        stats.responsesTotal(),
        client.unanswered() + unfinished,
        plan.connections() + idleAsked,
        established,
        after.serverThreads(),
        after.children().live(),
        after.residentBytes() < 0 ? -1 : after.residentBytes() + after.children().residentBytes(),
        liveHeapBytes,
        after.openFiles(),
        reading,
        targetRate,
        ForkCounters.of(
            stats, schedule == null ? Optional.empty() : Optional.of(scheduleThreads.granted())));
  }

  /** Closes in reverse order of starting; the second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (server) {
      if (machine != null) {
        machine.close();
      }
      if (load != null) {
        load.close();
      }
      if (idle != null) {
        idle.close();
      }
    }
  }
}
