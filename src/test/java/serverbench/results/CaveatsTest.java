package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CaveatsTest {

  @Test
  void completeRunWithThreeForksHasNone() {
    Run run = SyntheticRun.small().forks(3).build();
    assertThat(Caveats.of(run)).isEmpty();
    assertThat(Caveats.of(Summary.all(run))).isEmpty();
  }

  @Test
  void oneForkRanksNothing() {
    assertThat(Caveats.of(Summary.all(SyntheticRun.small().forks(1).build())))
        .containsExactly("This ranks nothing: 1 fork a model gives no interval (3 or more do).");
    assertThat(Caveats.of(Summary.all(SyntheticRun.small().forks(2).build())))
        .containsExactly("This ranks nothing: 2 forks a model give no interval (3 or more do).");
  }

  @Test
  void failedAndPartialRunsSaySo() {
    Run failed = SyntheticRun.small().forks(1).failing("epoll", "x").build();
    assertThat(Caveats.of(failed)).containsExactly("Failed: 1 of 6 forks gave no numbers (epoll).");
    Run partial = SyntheticRun.small().status(Run.Status.PARTIAL).build();
    assertThat(Caveats.of(partial)).singleElement().asString().startsWith("Partial run");
    Run empty = SyntheticRun.small().forks(0).status(Run.Status.PARTIAL).build();
    assertThat(Caveats.of(empty)).hasSize(2).endsWith("Nothing was measured.");
    assertThat(Caveats.of(Summary.all(empty))).isEmpty();
  }
}
