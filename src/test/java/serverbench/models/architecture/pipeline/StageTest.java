package serverbench.models.architecture.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import serverbench.http.BufferPool;
import serverbench.http.Limits;
import serverbench.http.SharedBufferPool;
import serverbench.models.Eventually;
import serverbench.models.architecture.pipeline.Stage.Step;
import serverbench.models.handover.OneShotConnections;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.net.EpollPoller;
import serverbench.net.EpollPoller.Trigger;
import serverbench.net.Poller;
import serverbench.net.WakeupFd;
import serverbench.server.Counters;

/**
 * When a stage wakes the next one for what it has put there. Whether it has is found out by an
 * interrupt: a thread that was woken takes what is there all the same, one that sleeps ends.
 */
@EnabledOnOs(OS.LINUX)
class StageTest {

  private static final int CAPACITY = 2;

  private final List<Stage> stages = new ArrayList<>();
  private final List<WakeupFd> descriptors = new ArrayList<>();
  private final ServerThreads threads = new ServerThreads("stage_test", () -> {});
  private final ServerThreads nextThreads = new ServerThreads("stage_test", () -> {});
  private final Semaphore gate = new Semaphore(0);

  /** What the next stage has taken. */
  private final Queue<Job> arrived = new ConcurrentLinkedQueue<>();

  private final BufferPool pool = new SharedBufferPool();
  private Poller poller;
  private OneShotConnections<Job> connections;
  private Stage next;

  @BeforeEach
  void start() throws IOException {
    poller = new EpollPoller(Trigger.ONE_SHOT);
    connections = new OneShotConnections<>(poller, pool, Limits.DEFAULT, new Counters(), Job::new);
    next =
        stage(
            "next",
            nextThreads,
            job -> {
              arrived.add(job);
              return null;
            });
    next.addThread(0);
    awaitState("next", Thread.State.TIMED_WAITING);
  }

  @AfterEach
  void close() throws InterruptedException {
    gate.release();
    stages.forEach(Stage::close);
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    assertThat(threads.await(deadlineNanos) && nextThreads.await(deadlineNanos)).isTrue();
    poller.close();
    descriptors.forEach(WakeupFd::close);
    pool.close();
  }

  @Test
  void whatIsDoneGoesOnWhenTheBatchTakesLong() throws Exception {
    Job first = job();
    Job last = job();
    Semaphore reached = new Semaphore(0);
    Stage tested =
        stage(
            "tested",
            threads,
            job -> {
              if (job == last) {
                reached.release();
                gate.acquireUninterruptibly();
              } else {
                takeLong();
              }
              return next;
            });
    begin(tested, first, last);
    reached.acquire();
    nextThreads.interrupt();
    awaitArrived(first);
  }

  @Test
  void aStageIsWokenBeforeOneWaitsForRoomInAnother() throws Exception {
    Stage full = stage("full", threads, job -> null);
    for (int i = 0; i < CAPACITY; i++) {
      assertThat(full.offer(job())).isTrue();
    }
    Job first = job();
    Job second = job();
    begin(stage("tested", threads, job -> job == first ? next : full), first, second);
    awaitState("tested", Thread.State.WAITING);
    nextThreads.interrupt();
    awaitArrived(first);
  }

  private Stage stage(String name, ServerThreads threads, Step step) {
    Stage stage = new Stage(name, 1, CAPACITY, 1, threads, step);
    stages.add(stage);
    return stage;
  }

  /** All of them are there before the first is taken. */
  private static void begin(Stage stage, Job... jobs) {
    for (Job job : jobs) {
      assertThat(stage.offer(job)).isTrue();
    }
    stage.addThread(0);
  }

  /** A job's connection is never used here: any descriptor that can be polled will do. */
  private Job job() throws IOException {
    WakeupFd descriptor = WakeupFd.open();
    descriptors.add(descriptor);
    connections.open(descriptor.fd(), System.nanoTime());
    return connections.claim(descriptor.fd());
  }

  private static void takeLong() {
    long start = System.nanoTime();
    while (System.nanoTime() - start <= 2 * Batch.HELD_BACK_NANOS) {
      Thread.onSpinWait();
    }
  }

  private void awaitArrived(Job job) {
    Eventually.holds(
        () -> List.copyOf(arrived).equals(List.of(job)), () -> arrived.size() + " have arrived");
  }

  private static void awaitState(String stage, Thread.State state) {
    String name = "stage_test-" + stage + "-0";
    Eventually.holds(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(name) && thread.getState() == state),
        () -> name + " is not " + state);
  }
}
