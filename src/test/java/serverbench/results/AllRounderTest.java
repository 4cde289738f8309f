package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllRounderTest {

  @Test
  void whatHasTooFewForksDoesNotCountBesideWhatHasEnough() {
    SyntheticRun run = SyntheticRun.small().workloads("keepalive", "close", "curve").forks(3);
    assertThat(pick(run).notCounted()).isEmpty();

    AllRounder pick = pick(run.forks("curve", 1));
    assertThat(pick.notCounted()).extracting(Score::title).containsExactly("curve");
    assertThat(pick.worst().title()).isIn("keepalive", "close");
  }

  @Test
  void whereNothingHasForksEnoughEverythingCounts() {
    SyntheticRun run = SyntheticRun.small().workloads("keepalive", "close").forks(1);
    assertThat(pick(run).notCounted()).isEmpty();
  }

  /** One workload with forks enough would leave nothing but its fastest model. */
  @Test
  void oneWorkloadWithForksEnoughIsNotTakenForAll() {
    SyntheticRun run = SyntheticRun.small().workloads("keepalive", "close").forks(3);
    assertThat(pick(run.forks("close", 1)).notCounted()).isEmpty();
  }

  private static AllRounder pick(SyntheticRun run) {
    return AllRounder.of(RunSummary.of(run.build())).orElseThrow();
  }
}
