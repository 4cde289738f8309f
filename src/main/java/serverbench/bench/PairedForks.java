package serverbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import serverbench.results.ForkFile;
import serverbench.results.ForkResult;
import serverbench.results.Pair;
import serverbench.results.PairPoint;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.WholeFile;

/**
 * Runs pairs of forks, one of each side right after the other, so that whatever changes slowly on
 * the machine touches both alike. One thread runs them; {@link #stop} may come from any.
 */
public final class PairedForks {

  private static final Duration STOP_FOLLOWS_WITHIN = Duration.ofSeconds(1);

  /** What the process of a side costs on top of a fork's own time. */
  private static final Duration PROCESS_OVERHEAD = Duration.ofMillis(700);

  private final SideJar baseline;
  private final SideJar head;
  private final Path folder;
  private final Profile profile;
  private final CpuPlacement cpus;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** The gate was told to stop: the pair that ran is void. */
  public static final class Stopped extends Exception {

    private static final long serialVersionUID = 1;
  }

  /**
   * @param folder of the gate: logs/ keeps what failed forks printed, jmh/ JMH's JSON of the others
   * @param profile sets how long a fork measures
   */
  public PairedForks(
      SideJar baseline, SideJar head, Path folder, Profile profile, CpuPlacement cpus) {
    this.baseline = baseline;
    this.head = head;
    this.folder = folder;
    this.profile = profile;
    this.cpus = cpus;
  }

  /** Forecast for one fork. */
  public static Duration expectedForkTime(PairPoint point, Profile profile) {
    Workload workload = Workload.valueOf(point.workload());
    Point load =
        workload.points().stream()
            .filter(known -> known.label().equals(point.point().label()))
            .findFirst()
            .orElseThrow();
    return Profile.expectedForkTime(profile.timing(workload), load).plus(PROCESS_OVERHEAD);
  }

  /**
   * Runs both forks. One that fails is part of the pair and says why.
   *
   * @param progress told of both forks
   * @param index of the first of them, for the progress
   * @throws Stopped when {@link #stop} was called meanwhile
   */
  Pair run(
      Pair.Stage stage, int attempt, Pair.Side first, PairPoint point, Progress progress, int index)
      throws Stopped, IOException, InterruptedException {
    Pair.Side second = first == Pair.Side.HEAD ? Pair.Side.BASELINE : Pair.Side.HEAD;
    String model = point.model();
    ForkResult one = fork(first, model, stage, point, attempt, progress, index).fork();
    ForkResult two = fork(second, model, stage, point, attempt, progress, index + 1).fork();
    for (Pair.Side side : Pair.Side.values()) {
      keepJmhJson(side, stage, point, attempt);
    }
    boolean turned = first == Pair.Side.HEAD;
    return new Pair(
        Run.SCHEMA_VERSION, stage, attempt, first, point, turned ? two : one, turned ? one : two);
  }

  /** The null server of the baseline's jar under the same load, which no model can surpass. */
  ForkFile ceiling(PairPoint point, int round, Progress progress, int index)
      throws Stopped, IOException, InterruptedException {
    return fork(
        Pair.Side.BASELINE, ForkSpec.NULL_SERVER, Pair.Stage.SCREEN, point, round, progress, index);
  }

  private ForkFile fork(
      Pair.Side side,
      String model,
      Pair.Stage stage,
      PairPoint point,
      int round,
      Progress progress,
      int index)
      throws Stopped, IOException, InterruptedException {
    if (stop.getCount() == 0) {
      throw new Stopped();
    }
    SideJar jar = jar(side);
    Timing timing = profile.timing(Workload.valueOf(point.workload()));
    ForkRequest request = ForkRequest.of(Run.SCHEMA_VERSION, model, point, round, timing, cpus);
    String what = model + " (" + lower(side) + ")";
    String work = point.name().substring(point.model().length() + 1);
    progress.forkStarted(index, what, work, round);
    ForkFile file = result(jar, request);
    ForkResult fork = file.fork();
    if (!fork.ok()) {
      if (stop.await(STOP_FOLLOWS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        progress.forkFinished(index, 0, "interrupted");
        throw new Stopped();
      }
      keepLog(jar, side, stage, point, round);
    }
    progress.forkFinished(index, fork.throughput(), fork.ok() ? null : fork.failure());
    return file;
  }

  private static ForkFile result(SideJar jar, ForkRequest request) throws InterruptedException {
    try {
      return jar.run(request);
    } catch (IOException e) {
      // A jar that cannot run the fork at all is a failed fork, not a failed gate.
      ForkResult failed = ForkReading.failed(request.spec(), e.getMessage());
      return new ForkFile(Run.SCHEMA_VERSION, java.util.List.of(), failed);
    }
  }

  private SideJar jar(Pair.Side side) {
    return side == Pair.Side.BASELINE ? baseline : head;
  }

  private void keepLog(SideJar jar, Pair.Side side, Pair.Stage stage, PairPoint point, int round)
      throws IOException {
    String name = fileName(stage, round, point) + "-" + lower(side) + ".log";
    keep(jar.log(), folder.resolve("logs").resolve(name));
  }

  private void keepJmhJson(Pair.Side side, Pair.Stage stage, PairPoint point, int attempt)
      throws IOException {
    String name = fileName(stage, attempt, point) + ".json";
    keep(jar(side).jmhJson(), folder.resolve("jmh").resolve(lower(side)).resolve(name));
  }

  private static String fileName(Pair.Stage stage, int attempt, PairPoint point) {
    return lower(stage) + "-" + attempt + "-" + RunFolder.plain(point.name());
  }

  private static void keep(Path file, Path kept) throws IOException {
    if (Files.isRegularFile(file)) {
      byte[] content = Files.readAllBytes(file);
      WholeFile.write(kept, out -> out.write(content));
    }
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  /** Ends the fork that runs and everything it started; no other will run. More than once. */
  public void stop() {
    stop.countDown();
    baseline.end();
    head.end();
  }
}
