package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.load.LoadPlan;
import serverbench.load.Responder;
import serverbench.load.Responder.Reply;
import serverbench.models.Choice;
import serverbench.results.ForkResult;

/** Trials on a schedule, read as results are. */
@Timeout(60)
class ScheduledTrialTest {

  private static final Duration WARM_UP = Duration.ofMillis(400);

  private final List<String> log = new ArrayList<>();
  private String threadName;

  @BeforeEach
  void rememberThreadName() {
    threadName = Thread.currentThread().getName();
  }

  @AfterEach
  void restoreThreadName() {
    Thread.currentThread().setName(threadName);
  }

  @Test
  void countsAndHistogramsOfAScheduleAgree() throws Exception {
    Responder responder = Responder.correct();
    ForkResult result = measure(responder, 4, new Arrivals.PerSecond(500), 400);

    assertThat(result.openLoop().targetRate()).isEqualTo(500);
    assertThat(result.openLoop().drops()).isZero();
    assertThat(result.openLoop().saturated()).isFalse();
    assertThat(result.clientResponses()).isEqualTo(result.serverResponses());
    assertThat(result.latency().decode().getTotalCount())
        .isEqualTo(result.rawLatency().decode().getTotalCount());
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void aShareOfOwnThroughputBecomesARate() throws Exception {
    ForkResult result = measure(Responder.correct(), 4, new Arrivals.ShareOfOwn(0.1), 200);
    assertThat(result.openLoop().targetRate()).isPositive();
    assertThat(log).anyMatch(line -> line.startsWith("# schedule: "));
  }

  /** Each answer takes 10 ms or more on either connection: 200 a second at the most. */
  @Test
  void twiceTheCapacityIsSaturationAndMissesItsRate() throws Exception {
    Responder slow =
        new Responder(
            request -> {
              LockSupport.parkNanos(10_000_000);
              return Reply.CORRECT;
            });
    ForkResult result = measure(slow, 2, new Arrivals.PerSecond(400), 300);

    assertThat(result.openLoop().saturated()).isTrue();
    assertThat(result.openLoop().achievedRate()).isLessThan(210);
    assertThat(result.flags()).extracting(ForkResult.Flag::rule).contains("rate");
    assertThat(result.clientResponses()).isEqualTo(result.serverResponses());
  }

  /** The only connection is held until the warm-up's window is given up on, a second later. */
  @Test
  void whatIsOverdueFromTheWarmUpIsNotAnsweredWhereItCounts() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean hold = new AtomicBoolean();
    CountDownLatch held = new CountDownLatch(1);
    Responder responder =
        new Responder(
            request -> {
              if (hold.get()) {
                held.countDown();
                await(release);
              }
              return Reply.CORRECT;
            });
    Trial trial = start(responder, 1, new Arrivals.PerSecond(500));
    trial.beginIteration(false);
    hold.set(true);
    held.await();
    // Ten more are due then, by the clock, whatever else this machine does.
    WarmUp.parkUntil(System.nanoTime() + 20_000_000);
    IterationSample warmUp = trial.endIteration();
    trial.beginIteration(true);
    release.countDown();
    for (int i = 0; i < 100; i++) {
      trial.take();
    }
    IterationSample sample = trial.endIteration();
    trial.finish();

    assertThat(warmUp.open().open()).isPositive();
    // One was under way before.
    assertThat(sample.open().completed()).isLessThanOrEqualTo(sample.open().answered() + 1);
  }

  @Test
  void idleConnectionsAreAskedForAndEstablished() throws Exception {
    Responder responder = Responder.correct();
    Trial trial =
        Trial.start(
            () -> new ResponderServer(responder),
            port -> responder.plan(4, LoadPlan.Reuse.KEPT_ALIVE),
            new Terms(new Arrivals.Closed(), 100, WARM_UP, CpuPlacement.SHARED),
            log::add);
    trial.beginIteration(true);
    for (int i = 0; i < 100; i++) {
      trial.take();
    }
    trial.endIteration();
    TrialReport report = trial.finish();

    assertThat(report.asked()).isEqualTo(104);
    assertThat(report.established()).isEqualTo(104);
    assertThat(report.clientAnswers()).isEqualTo(report.serverAnswers());
  }

  private ForkResult measure(Responder responder, int connections, Arrivals arrivals, int answers)
      throws Exception {
    Trial trial = start(responder, connections, arrivals);
    trial.beginIteration(true);
    for (int i = 0; i < answers; i++) {
      trial.take();
    }
    IterationSample sample = trial.endIteration();
    LoadResult load = trial.result(sample).with(trial.finish());
    double throughput = sample.completed() / sample.open().seconds();
    return ForkReading.of(
        fork(connections, arrivals),
        new ForkOutcome(throughput, List.of(throughput), List.of(), load));
  }

  private Trial start(Responder responder, int connections, Arrivals arrivals) throws Exception {
    return Trial.start(
        () -> new ResponderServer(responder),
        port -> responder.plan(connections, LoadPlan.Reuse.KEPT_ALIVE),
        new Terms(arrivals, 0, WARM_UP, CpuPlacement.SHARED),
        log::add);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ForkSpec fork(int connections, Arrivals arrivals) {
    return new ForkSpec(
        Optional.of(Choice.all().getFirst()),
        Workload.latency,
        0,
        new Point("", connections, 0, arrivals),
        OptionalInt.empty(),
        0,
        Timing.of(1, 1_000, 400),
        CpuPlacement.SHARED);
  }
}
