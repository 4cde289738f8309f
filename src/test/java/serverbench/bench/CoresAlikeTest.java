package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import serverbench.results.ForkResult;
import serverbench.results.ForkResult.Flag;

class CoresAlikeTest {

  @Test
  void oneDistanceForAllIsNotDoubted() {
    assertThat(flagged(CoresAlike.judged(List.of(fork(330), fork(600)), List.of())))
        .containsExactly(false, false);
  }

  @Test
  void twiceTheNearestIsApart() {
    List<ForkResult> judged =
        CoresAlike.judged(List.of(fork(50), fork(99), fork(101), fork(330)), List.of());

    assertThat(flagged(judged)).containsExactly(false, false, true, true);
    assertThat(judged.getLast().flags())
        .extracting(Flag::reason)
        .contains("its cores were 330 ns apart on average, those of the nearest fork 50 ns");
  }

  @Test
  void theNullServersForksTellOfTheMachineToo() {
    assertThat(flagged(CoresAlike.judged(List.of(fork(330)), List.of(fork(50)))))
        .containsExactly(true);
  }

  @Test
  void unknownDistancesRaiseNothing() {
    List<ForkResult> forks =
        List.of(
            fork(CoreProbe.UNKNOWN),
            fork(330),
            ForkResult.failed("epoll", "cpu", Point.closed(64).record(), 0, 1, "why"));

    assertThat(flagged(CoresAlike.judged(forks, List.of()))).containsExactly(false, false, false);
  }

  @Test
  void judgedAgainWithMoreForksTheFlagIsRaisedOnce() {
    List<ForkResult> part = CoresAlike.judged(List.of(fork(330), fork(50)), List.of());

    assertThat(CoresAlike.judged(part, List.of()).getFirst().flags())
        .extracting(Flag::rule)
        .containsOnlyOnce("cores_apart");
    assertThat(flagged(CoresAlike.judged(part.subList(0, 1), List.of()))).containsExactly(false);
  }

  @Test
  void fifteenPerCentSlowerThanTheFastestIsSlow() {
    List<ForkResult> judged =
        CoresAlike.judged(List.of(slow(5_000), slow(5_740), slow(5_760)), List.of());

    assertThat(flagged(judged, "cores_slow")).containsExactly(false, false, true);
    assertThat(flagged(judged)).as("apart").containsExactly(false, false, false);
    assertThat(judged.getLast().flags())
        .extracting(Flag::reason)
        .contains(
            "its cores took 5760 ns for the same arithmetic, those of the fastest fork 5000 ns");
  }

  @Test
  void coresThatMostlyIdleAreNeitherSlowNorTheFastest() {
    ForkResult idle = CeilingTest.nullServer(1_000, 50, 7_000);
    ForkResult idleAndFast = CeilingTest.nullServer(1_000, 50, 3_000);

    assertThat(
            flagged(
                CoresAlike.judged(List.of(slow(5_000), idle, idleAndFast), List.of()),
                "cores_slow"))
        .containsExactly(false, false, false);
  }

  private static List<Boolean> flagged(List<ForkResult> forks) {
    return flagged(forks, "cores_apart");
  }

  private static List<Boolean> flagged(List<ForkResult> forks, String rule) {
    return forks.stream()
        .map(fork -> fork.flags().stream().anyMatch(flag -> flag.rule().equals(rule)))
        .toList();
  }

  private static ForkResult fork(double coreRoundTripNanos) {
    return CeilingTest.nullServer(1_000, coreRoundTripNanos, CoreProbe.UNKNOWN);
  }

  /** A fork of the tests takes 14 us of CPU time a request. */
  private static ForkResult slow(double coreWorkNanos) {
    return CeilingTest.nullServer(80_000, 50, coreWorkNanos);
  }
}
