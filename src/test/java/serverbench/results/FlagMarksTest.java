package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlagMarksTest {

  @Test
  void marksAreTheSameInTheWholeRun() {
    Run run =
        SyntheticRun.small()
            .workloads("keepalive", "close")
            .flagged("epoll", "warmup", "still climbing")
            .flagged("epoll", "client_limited", "93 %")
            .flagged("fiber", "brand_new_rule", "reason")
            .build();
    FlagMarks marks = FlagMarks.of(run);
    List<Summary> all = Summary.all(run);
    assertThat(marks.legendOf(all))
        .extracting(entry -> entry.mark() + " " + entry.rule())
        .containsExactly("a brand_new_rule", "b client_limited", "c warmup");
    assertThat(marks.legendOf(all).getFirst().meaning()).isEqualTo("brand new rule");
    for (Summary summary : all) {
      String expected =
          switch (summary.model().name()) {
            case "epoll" -> "b c";
            case "fiber" -> "a";
            default -> "";
          };
      assertThat(marks.beside(summary)).isEqualTo(expected);
    }
  }

  @Test
  void noFlagsNoLegend() {
    Run run = SyntheticRun.small().build();
    assertThat(FlagMarks.of(run).legendOf(Summary.all(run))).isEmpty();
  }
}
