package serverbench.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import serverbench.models.Choice;
import serverbench.models.ModelTexts;
import serverbench.references.Reference;
import serverbench.results.ForkResult;
import serverbench.results.ModelInfo;
import serverbench.results.Run;
import serverbench.results.WorkloadInfo;
import serverbench.server.Contender;

/**
 * Measures all that a plan names, fork after fork, and gives back the run.
 *
 * <pre>
 *   plan --> ForkOrder --> for each fork: ForkRunner (JMH, one JVM) --> ForkReading --> Run
 *                               |
 *                               '--> Progress
 * </pre>
 *
 * <p>A fork that fails is recorded as failed and the campaign goes on. When it is told to stop, the
 * fork that runs is ended and the run is what was measured until then.
 */
public final class Campaign {

  private static final Duration STOP_FOLLOWS_WITHIN = Duration.ofSeconds(1);

  private final CampaignPlan plan;
  private final Progress progress;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<ForkRunner> runner = new AtomicReference<>();

  public Campaign(CampaignPlan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Runs a campaign; an interrupt of the calling thread has the same effect as {@link #stop}.
   *
   * @throws IOException when the run's folder cannot be written
   */
  public static Run run(CampaignPlan plan, Progress progress) throws IOException {
    return new Campaign(plan, progress).run();
  }

  /**
   * Runs the campaign and returns when it has ended. Called once. An interrupt stops it and is used
   * up by that. Works in a thread of its own, because JMH does not take an interrupt well.
   *
   * @throws IOException when the run's folder cannot be written
   */
  public Run run() throws IOException {
    try (JmhForkRunner forks = new JmhForkRunner(plan.folder())) {
      return run(forks);
    }
  }

  /**
   * Ends the fork that runs, with its descendants, and returns when no fork runs any more; {@link
   * #run} returns then as well, with what was measured. From any thread, at any time, more than
   * once.
   */
  public void stop() {
    stop.countDown();
    ForkRunner forks = runner.get();
    if (forks == null) {
      return;
    }
    boolean interrupted = false;
    while (ended.getCount() > 0) {
      // Again and again: JMH may have been about to start the fork.
      forks.end();
      try {
        ended.await(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  Run run(ForkRunner forks) {
    runner.set(forks);
    FutureTask<Run> work = new FutureTask<>(() -> measure(forks));
    Thread.ofPlatform().name("campaign").start(work);
    while (true) {
      try {
        return work.get();
      } catch (InterruptedException e) {
        stop();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the campaign broke off", e.getCause());
      }
    }
  }

  private Run measure(ForkRunner forks) throws IOException {
    Instant started = Instant.now();
    ModelTexts texts = ModelTexts.read();
    List<String> notes = new ArrayList<>();
    List<Contender> choices = supported(notes);
    List<ForkSpec> order = ForkOrder.of(plan, choices);
    List<ForkResult> results = new ArrayList<>();
    List<ForkResult> ceilings = new ArrayList<>();
    List<String> jvmFlags = new ArrayList<>();
    boolean stopped = false;
    try {
      forks.prepare(progress);
      progress.begin(order.size(), expected(order));
      for (int index = 0; index < order.size() && !stopped; index++) {
        stopped = !runOne(forks, index, order.get(index), results, ceilings, jvmFlags);
      }
    } finally {
      ended.countDown();
      progress.end();
    }
    if (stopped) {
      int measured = results.size() + ceilings.size();
      notes.add("interrupted after " + measured + " of " + order.size() + " forks");
    }
    SharedPoints shared = new SharedPoints(plan);
    results.addAll(shared.ofLines(results));
    ceilings.addAll(shared.ofLines(ceilings));
    notes.addAll(shared.notes());
    notes.addAll(RunNotes.of(plan, choices, results, ceilings));
    results.addAll(ForkOrder.notApplicable(plan, choices));
    int cores = Runtime.getRuntime().availableProcessors();
    List<ForkResult> judged =
        CoresAlike.judged(Ceiling.judged(results, ceilings, plan.cpus(), cores), ceilings);
    return new Run(
        Run.SCHEMA_VERSION,
        plan.folder().getFileName().toString(),
        status(stopped, results, ceilings),
        plan.profile().label(),
        plan.command(),
        plan.seed(),
        started,
        Instant.now(),
        HostEnvironment.read(jvmFlags, plan.cpus()),
        choices.stream().map(choice -> describe(choice, texts)).toList(),
        plan.workloads().stream().map(this::describe).toList(),
        judged,
        CoresAlike.judged(ceilings, results),
        List.copyOf(notes));
  }

  /** False when the campaign has been told to stop. */
  private boolean runOne(
      ForkRunner forks,
      int index,
      ForkSpec fork,
      List<ForkResult> models,
      List<ForkResult> ceilings,
      List<String> jvmFlags) {
    if (stop.getCount() == 0) {
      return false;
    }
    List<ForkResult> results = fork.choice().isPresent() ? models : ceilings;
    progress.forkStarted(index, fork.label(), fork.work(), fork.round());
    try {
      ForkOutcome outcome = forks.run(fork, progress);
      results.add(ForkReading.of(fork, outcome));
      jvmFlags.clear();
      jvmFlags.addAll(outcome.jvmFlags());
      progress.forkFinished(index, outcome.throughput(), null);
      return true;
    } catch (ForkFailure failure) {
      if (failure.killed() && stopFollows()) {
        progress.forkFinished(index, 0, "interrupted");
        return false;
      }
      results.add(ForkReading.failed(fork, failure.getMessage()));
      progress.forkFinished(index, 0, failure.getMessage());
      return true;
    }
  }

  /** A fork was killed: by Ctrl-C, then stop() is called about now, or by something else. */
  private boolean stopFollows() {
    try {
      return stop.await(STOP_FOLLOWS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the campaign's own thread", e);
    }
  }

  private List<Contender> supported(List<String> notes) {
    List<Contender> choices = new ArrayList<>();
    for (Contender choice : plan.choices()) {
      Optional<String> reason = choice.unsupported();
      if (reason.isEmpty()) {
        choices.add(choice);
      } else {
        notes.add(choice.label() + " was left out: " + reason.get());
      }
    }
    return choices;
  }

  private static Duration expected(List<ForkSpec> order) {
    return order.stream()
        .map(fork -> Profile.expectedForkTime(fork.timing(), fork.point()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Run.Status status(
      boolean stopped, List<ForkResult> results, List<ForkResult> ceilings) {
    if (stopped) {
      return Run.Status.PARTIAL;
    }
    boolean failed =
        Stream.concat(results.stream(), ceilings.stream())
            .anyMatch(fork -> fork.status() == ForkResult.Status.FAILED);
    return failed ? Run.Status.FAILED : Run.Status.COMPLETE;
  }

  private static ModelInfo describe(Contender contender, ModelTexts models) {
    Map<String, String> settings = contender.settings(ServerFixture.config());
    if (!(contender instanceof Choice choice)) {
      return new ModelInfo(
          contender.label(),
          ModelInfo.NO_NUMBER,
          ModelInfo.REFERENCE,
          ((Reference) contender).description(),
          null,
          null,
          settings);
    }
    ModelTexts.Texts texts = models.of(choice);
    double qps = choice.model().articleQps().orElse(Double.NaN);
    return new ModelInfo(
        choice.label(),
        choice.model().number(),
        choice.model().family().name(),
        choice.model().description(),
        Double.isNaN(qps) ? null : qps,
        choice.model().backend(choice.variant()).orElse(null),
        settings,
        texts.topology(),
        texts.shines(),
        texts.fails());
  }

  private WorkloadInfo describe(Workload workload) {
    List<Point> points =
        workload.points(plan.connections()).stream()
            .filter(point -> plan.profile().measures(workload, point))
            .toList();
    return new WorkloadInfo(
        workload.name(),
        workload.description(),
        workload.path(),
        points.getFirst().connections(),
        workload.loop(),
        points.stream().map(Point::record).toList());
  }
}
