package serverbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import serverbench.results.Run;
import serverbench.results.RunSummary;
import serverbench.results.SyntheticRun;

class MarkdownTableTest {

  @Test
  void everyRowHasAsManyCellsAsTheHeading() {
    Run run =
        SyntheticRun.everything()
            .workloads("keepalive", "close")
            .failing("poll", "a | b")
            .notRun("actor")
            .build();
    List<String> rows =
        MarkdownTable.render(RunSummary.of(run))
            .lines()
            .filter(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).hasSize(2 * (2 + 28));
    long cells = rows.getFirst().chars().filter(c -> c == '|').count();
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.chars().filter(c -> c == '|').count()).isEqualTo(cells));
    assertThat(rows.get(1)).matches("\\| ---: \\| :--- (\\| (---:|:---) )+\\|");
    assertThat(rows.get(2 + 8)).contains("| poll |").contains("**failed**");
  }

  @Test
  void textOfTheRunIsNeverMarkup() {
    assertThat(Markdown.escaped("a|b *c* <d> `e` _f_ [g](h)\n&i"))
        .isEqualTo("a\\|b \\*c\\* &lt;d&gt; \\`e\\` \\_f\\_ \\[g\\](h) &amp;i");
  }

  @Test
  void saysWhereTheNumbersComeFromAndWhatTheyAreNotWorth() {
    Run run = SyntheticRun.small().forks(1).status(Run.Status.PARTIAL).profile("smoke").build();
    assertThat(MarkdownTable.render(RunSummary.of(run)))
        .startsWith("> **Partial run: ")
        .contains("> This ranks nothing: 1 fork")
        .contains("Example CPU @ 2.80GHz, 2 cores, 24.0 GiB")
        .contains("Profile smoke, commit 74e2ae0, 2025-11-23 12:09 UTC, 22 min 35 s.");
  }
}
