package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serverbench.models.Choice;
import serverbench.results.ForkFile;
import serverbench.results.ForkResult;
import serverbench.results.Pair;
import serverbench.results.PairFolder;
import serverbench.results.PairPoint;
import serverbench.results.Run;

/** The rounds of pairs with a jar that is none: every fork fails at once, and says why. */
@Timeout(120)
class PairedStageTest {

  private static final List<PairPoint> POINTS =
      PairPoints.of(
          Choice.all().stream().limit(1).toList(), List.of(Workload.keepalive, Workload.latency));
  private static final InstantSource NOW = InstantSource.fixed(Instant.EPOCH);

  @TempDir Path folder;

  @Test
  void aShareOfTheOwnThroughputIsNoSeries() {
    assertThat(POINTS).hasSize(2);
    assertThat(POINTS).extracting(point -> point.point().label()).containsOnly("", "5,000/s");
  }

  @Test
  void oneRoundOfPairsThatFailIsARoundOfPairs() throws Exception {
    PairedStage.Ending ending =
        stage(1, Instant.MAX, accepting()).run(POINTS, new RecordedProgress());
    assertThat(ending).isEqualTo(PairedStage.Ending.COMPLETE);
    List<Pair> pairs = pairs().pairs();
    assertThat(pairs).extracting(Pair::point).containsExactlyInAnyOrderElementsOf(POINTS);
    assertThat(pairs).extracting(Pair::first).as("both orders").contains(Pair.Side.values());
    assertThat(pairs)
        .allSatisfy(pair -> assertThat(pair.head().failure()).contains("ended with 1: "));
    assertThat(pairs().ceilings()).as("one for the closed loop").hasSize(1);
  }

  @Test
  void asManyPointsAreConfirmedAsThereIsTimeForAndOneAlways() {
    Duration one = PairedStage.expected(POINTS.subList(0, 1), 15, Profile.STANDARD);
    Duration both = PairedStage.expected(POINTS, 15, Profile.STANDARD);
    assertThat(both).isGreaterThan(one);
    assertThat(PairedStage.fitting(POINTS, 15, Profile.STANDARD, both)).isEqualTo(2);
    assertThat(PairedStage.fitting(POINTS, 15, Profile.STANDARD, both.minusMillis(1))).isOne();
    assertThat(PairedStage.fitting(POINTS, 15, Profile.STANDARD, one)).isOne();
    assertThat(PairedStage.fitting(POINTS, 15, Profile.STANDARD, Duration.ZERO)).isOne();
  }

  @Test
  void whatIsThereIsNotMeasuredAgain() throws Exception {
    for (PairPoint point : POINTS) {
      pairs().write(good(point, 0));
    }
    writeCeiling();
    RecordedProgress progress = new RecordedProgress();
    assertThat(stage(1, Instant.MAX, accepting()).run(POINTS, progress))
        .isEqualTo(PairedStage.Ending.COMPLETE);
    assertThat(progress.events).containsExactly("begin 0", "end");
  }

  @Test
  void nothingBeginsThatWouldNotEndInTime() throws Exception {
    writeCeiling();
    PairedStage stage = stage(1, Instant.EPOCH.plusSeconds(1), accepting());
    assertThat(stage.run(POINTS, new RecordedProgress())).isEqualTo(PairedStage.Ending.OUT_OF_TIME);
    assertThat(pairs().pairs()).isEmpty();
  }

  @Test
  void aPairThatDoesNotCountIsMadeUpForUpToAHalf() throws Exception {
    writeCeiling();
    PairPoint point = POINTS.getFirst();
    for (int attempt = 0; attempt < 3; attempt++) {
      pairs().write(good(point, attempt));
    }
    PairedStage.Judge none =
        new PairedStage.Judge() {
          @Override
          public boolean counts(Pair pair) {
            return false;
          }

          @Override
          public boolean decided(List<Pair> pairs) {
            return false;
          }
        };
    RecordedProgress progress = new RecordedProgress();
    assertThat(stage(2, Instant.MAX, none).run(List.of(point), progress))
        .as("three attempts are all there will be")
        .isEqualTo(PairedStage.Ending.COMPLETE);
    assertThat(pairs().pairs()).hasSize(3);
  }

  private PairedStage stage(int needed, Instant deadline, PairedStage.Judge judge)
      throws Exception {
    Path noJar = Files.writeString(folder.resolve("no.jar"), "nothing");
    SideJar side = new SideJar(noJar, folder.resolve("work"), OptionalInt.empty());
    PairedForks forks = new PairedForks(side, side, folder, Profile.SMOKE, CpuPlacement.SHARED);
    return new PairedStage(
        forks, pairs(), Pair.Stage.SCREEN, needed, 1, judge, deadline, Profile.SMOKE, NOW);
  }

  private PairFolder pairs() {
    return new PairFolder(folder.resolve("pairs"));
  }

  private void writeCeiling() throws Exception {
    ForkResult fork = failed(POINTS.getFirst(), "null");
    pairs().writeCeiling(new ForkFile(Run.SCHEMA_VERSION, List.of(), fork));
  }

  private static Pair good(PairPoint point, int attempt) {
    ForkResult fork = failed(point, point.model());
    return new Pair(
        Run.SCHEMA_VERSION, Pair.Stage.SCREEN, attempt, Pair.Side.HEAD, point, fork, fork);
  }

  private static ForkResult failed(PairPoint point, String model) {
    return ForkResult.failed(model, point.workload(), point.point(), 0, 1, "a test");
  }

  private static PairedStage.Judge accepting() {
    return new PairedStage.Judge() {
      @Override
      public boolean counts(Pair pair) {
        return true;
      }

      @Override
      public boolean decided(List<Pair> pairs) {
        return false;
      }
    };
  }
}
