package serverbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.report.TerminalTable.Style;
import serverbench.results.Run;
import serverbench.results.RunSummary;
import serverbench.results.SyntheticRun;

class TerminalTableTest {

  private static final Run EVERYTHING =
      SyntheticRun.everything()
          .workloads("keepalive", "close")
          .failing("multi_process", "no answer for 10 s")
          .flagged("epoll", "client_limited", "93 % of the ceiling")
          .build();

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100, 120, 200})
  void rowsFitTheTerminal(int width) {
    List<String> rows = rowsOf(TerminalTable.render(RunSummary.of(EVERYTHING), width, Style.PLAIN));
    assertThat(rows).hasSize(2 * 28);
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSizeLessThanOrEqualTo(width));
    assertThat(rows.getFirst()).contains("single_process");
  }

  @Test
  void hundredColumnsHoldEveryCoreColumnAndWholeNames() {
    String text = TerminalTable.render(RunSummary.of(EVERYTHING), 104, Style.PLAIN);
    for (String heading : List.of("#", "model", "rank", "req/s", "p50", "p99", "server CPU")) {
      assertThat(text).contains(heading);
    }
    assertThat(text).contains("kqueue (epoll translation)").contains("hybrid:epoll-coroutine");
    assertThat(text).contains(">= ").contains("failed");
  }

  @Test
  void legendStandsOnceUnderAllTables() {
    String text = TerminalTable.render(RunSummary.of(EVERYTHING), 100, Style.PLAIN);
    assertThat(text).containsOnlyOnce("another machine and another language");
    assertThat(text).containsOnlyOnce("a  client_limited: ");
    assertThat(text).containsOnlyOnce("multi_process failed: no answer for 10 s");
    assertThat(text).endsWith("\n").doesNotEndWith("\n\n");
  }

  @Test
  void plainIsAsciiAndAnsiIsPlainWithColours() {
    String plain = TerminalTable.render(RunSummary.of(EVERYTHING), 100, Style.PLAIN);
    String ansi = TerminalTable.render(RunSummary.of(EVERYTHING), 100, Style.ANSI);
    assertThat(plain.chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 127);
    assertThat(ansi).contains("\033[31m");
    // Padding in colour keeps its spaces at the end of a line.
    String bare = ansi.replaceAll("\033\\[[0-9]+m", "").replaceAll(" +\n", "\n");
    assertThat(bare).isEqualTo(plain);
  }

  @Test
  void oneForkShowsNeitherRankNorIntervalAndSaysSo() {
    String text =
        TerminalTable.render(RunSummary.of(SyntheticRun.small().forks(1).build()), 80, Style.PLAIN);
    assertThat(text).doesNotContain("rank ").doesNotContain("+-").contains("This ranks nothing");
  }

  @Test
  void oddRuns() {
    Run empty = SyntheticRun.small().forks(0).status(Run.Status.PARTIAL).build();
    assertThat(TerminalTable.render(RunSummary.of(empty), 80, Style.PLAIN))
        .startsWith("Partial run")
        .contains("Nothing was measured.")
        .contains("not run");
    Run one = SyntheticRun.of("fiber").forks(1).build();
    assertThat(rowsOf(TerminalTable.render(RunSummary.of(one), 80, Style.PLAIN))).hasSize(1);
  }

  private static List<String> rowsOf(String text) {
    return text.lines()
        .filter(line -> line.matches(" *([0-9]+ +)?[a-z_0-9:~()-]+.* ([0-9,]+|failed|not run).*"))
        .filter(line -> !line.contains(": ") && !line.startsWith("article"))
        .toList();
  }
}
