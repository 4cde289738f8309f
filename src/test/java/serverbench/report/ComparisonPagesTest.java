package serverbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.report.TerminalTable.Style;
import serverbench.results.Comparison;
import serverbench.results.SyntheticRun;

class ComparisonPagesTest {

  private static final String HOSTILE = "</td><script>alert('x')</script>\"&|";

  @TempDir Path folder;

  private static Comparison comparison() {
    return Comparison.of(
        SyntheticRun.everything().workloads("keepalive", "latency").forkNoise(0.01).build(),
        SyntheticRun.everything()
            .workloads("keepalive", "latency")
            .forkNoise(0.01)
            .seed(2)
            .jdk("Other 26")
            .capacity("epoll", 0.7)
            .failing("actor", "no answer")
            .flagged("poll", "warmup", "still climbing")
            .build());
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 120, 200})
  void theTerminalsTableFitsAndKeepsTheRatios(int columns) {
    String text = Comparisons.terminal(comparison(), columns, Style.PLAIN);
    List<String> epoll = text.lines().filter(line -> line.startsWith("epoll ")).toList();
    assertThat(epoll).as("three points and all together").hasSize(4);
    assertThat(epoll.getFirst()).contains("worse 0.").doesNotContain("n/a");
    assertThat(epoll.getFirst().contains("(0.")).as("interval").isEqualTo(columns >= 120);
    String tables = text.substring(text.indexOf("\nkeepalive"), text.indexOf("\nthroughput: "));
    assertThat(tables.lines())
        .hasSizeGreaterThan(4 * 28)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
    assertThat(text)
        .contains("Another JDK: Eclipse Temurin 25.0.1+8 (base), Other 26 (head).")
        .contains("worse: epoll, keepalive: throughput 0.")
        .contains("throughput: ")
        .matches("\\p{ASCII}+");
  }

  @Test
  void markdownHasAsManyCellsInEveryRow() throws IOException {
    Comparisons.writeAll(comparison(), folder);
    String page = Files.readString(folder.resolve("comparison.md"));
    for (String part : page.split("### ")) {
      List<String> rows = part.lines().filter(line -> line.startsWith("|")).toList();
      assertThat(rows.stream().map(row -> row.chars().filter(c -> c == '|').count()).distinct())
          .hasSizeLessThanOrEqualTo(1);
    }
    assertThat(page)
        .contains(
            "| epoll | ", "**worse 0.", "**failed**", "head: warmup", "> Another", "by model");
  }

  @Test
  void thePageStandsAloneAndWordsAreNeverMarkup() throws IOException {
    Comparison hostile =
        Comparison.of(
            SyntheticRun.small().workloads(HOSTILE).build(),
            SyntheticRun.small()
                .workloads(HOSTILE)
                .jdk(HOSTILE)
                .flagged("epoll", HOSTILE, HOSTILE)
                .seed(2)
                .build());
    String page = ComparisonHtml.render(hostile);
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .doesNotContain("<script>alert", "src=\"http", "href=\"http")
        .contains("&lt;script&gt;alert(&#39;x&#39;)", "default-src 'none'");
    assertThat(ComparisonMarkdown.render(hostile)).doesNotContain("<script>");
  }
}
