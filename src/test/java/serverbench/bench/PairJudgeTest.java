package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import serverbench.results.ForkResult;
import serverbench.results.Pair;
import serverbench.results.PairPoint;
import serverbench.results.Run;

class PairJudgeTest {

  @Test
  void withoutACeilingNobodyKnowsWhetherTheClientWasTheLimit() {
    ForkResult good = CeilingTest.nullServer(10_000);
    ForkResult failed =
        ForkResult.failed(good.model(), good.workload(), good.point(), 0, 1, "a test");
    assertThat(rules(List.of())).containsExactly("no_ceiling");
    assertThat(rules(List.of(failed))).containsExactly("no_ceiling");
    assertThat(rules(List.of(good))).isEmpty();
    assertThat(rules(List.of(failed, CeilingTest.nullServer(1_000)))).contains("client_limited");
  }

  private static List<String> rules(List<ForkResult> ceilings) {
    ForkResult fork = CeilingTest.nullServer(1_000);
    Pair pair =
        new Pair(
            Run.SCHEMA_VERSION,
            Pair.Stage.SCREEN,
            0,
            Pair.Side.HEAD,
            new PairPoint(fork.model(), fork.workload(), fork.point()),
            fork,
            fork);
    ForkResult head = PairJudge.judged(List.of(pair), ceilings, 2).getFirst().head();
    return head.flags().stream().map(ForkResult.Flag::rule).toList();
  }
}
