package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {

  private static final String[] MODELS = {"select", "poll", "epoll", "kqueue", "thread_pool"};

  @Test
  void thatItMayBeEvenFasterTakesNoModelFromTheBest() {
    List<String> best = best(noisy());
    assertThat(best).hasSizeGreaterThan(2);
    for (String model : best) {
      assertThat(best(noisy().flagged(model, Summary.CLIENT_LIMITED, "a test"))).contains(model);
    }
  }

  @Test
  void aLowerBoundFarBelowTheBestIsNotAmongThem() {
    SyntheticRun run = SyntheticRun.of(MODELS).workloads("keepalive").forks(3).forkNoise(0.001);
    run.flagged("select", Summary.CLIENT_LIMITED, "a test");
    assertThat(best(run)).containsExactly("epoll");
  }

  /** Its intervals are wide: some that reach the best have a figure of less than 90 % of it. */
  private static SyntheticRun noisy() {
    return SyntheticRun.of(MODELS).workloads("keepalive").forks(3).forkNoise(0.15);
  }

  private static List<String> best(SyntheticRun run) {
    return Finding.all(RunSummary.of(run.build())).getFirst().leaders().stream()
        .map(entry -> entry.summary().model().name())
        .toList();
  }
}
