package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import serverbench.results.ForkResult;
import serverbench.results.ForkResult.Flag;

class CoresApartTest {

  @Test
  void oneDistanceForAllIsNotDoubted() {
    assertThat(flagged(CoresApart.judged(List.of(fork(330), fork(600)), List.of())))
        .containsExactly(false, false);
  }

  @Test
  void twiceTheNearestIsApart() {
    List<ForkResult> judged =
        CoresApart.judged(List.of(fork(50), fork(99), fork(101), fork(330)), List.of());

    assertThat(flagged(judged)).containsExactly(false, false, true, true);
    assertThat(judged.getLast().flags())
        .extracting(Flag::reason)
        .contains("its cores were 330 ns apart on average, those of the nearest fork 50 ns");
  }

  @Test
  void theNullServersForksTellOfTheMachineToo() {
    assertThat(flagged(CoresApart.judged(List.of(fork(330)), List.of(fork(50)))))
        .containsExactly(true);
  }

  @Test
  void unknownDistancesRaiseNothing() {
    List<ForkResult> forks =
        List.of(
            fork(CoreDistance.UNKNOWN),
            fork(330),
            ForkResult.failed("epoll", "cpu", Point.closed(64).record(), 0, 1, "why"));

    assertThat(flagged(CoresApart.judged(forks, List.of()))).containsExactly(false, false, false);
  }

  @Test
  void judgedAgainWithMoreForksTheFlagIsRaisedOnce() {
    List<ForkResult> part = CoresApart.judged(List.of(fork(330), fork(50)), List.of());

    assertThat(CoresApart.judged(part, List.of()).getFirst().flags())
        .extracting(Flag::rule)
        .containsOnlyOnce("cores_apart");
    assertThat(flagged(CoresApart.judged(part.subList(0, 1), List.of()))).containsExactly(false);
  }

  private static List<Boolean> flagged(List<ForkResult> forks) {
    return forks.stream()
        .map(fork -> fork.flags().stream().anyMatch(flag -> flag.rule().equals("cores_apart")))
        .toList();
  }

  private static ForkResult fork(double coreRoundTripNanos) {
    return CeilingTest.nullServer(1_000, coreRoundTripNanos);
  }
}
