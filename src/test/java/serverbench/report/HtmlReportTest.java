package serverbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.RunSummary;
import serverbench.results.SyntheticRun;

class HtmlReportTest {

  private static final String HOSTILE = "</td><script>alert('x')</script>\"&";
  private static final Pattern REFERENCE =
      Pattern.compile("<[^>]*(?:src|href)=\"([^\"]*)\"|url\\(");

  @TempDir Path folder;

  @Test
  void writesPageAndTable() throws IOException {
    Report.writeAll(RunSummary.of(SyntheticRun.small().build()), folder);
    assertThat(folder.resolve("table.md")).isNotEmptyFile();
    assertThat(folder.resolve("report.html")).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void showsEveryModelWorkloadFigureAndFact() throws IOException {
    Run run = SyntheticRun.everything().workloads("keepalive", "close").build();
    String page = HtmlReport.render(RunSummary.of(run), folder);
    assertThat(page)
        .contains("<h2>keepalive</h2>", "<h2>close</h2>", "kqueue (epoll translation)")
        .contains("./run-bench.sh all --profile standard --seed 42")
        .contains("Example CPU @ 2.80GHz", "-XX:+UseParallelGC", "net.core.somaxconn")
        .contains("<summary>6 forks</summary>", "cores apart", ">52 ns</td>");
    for (ResultTable table : ResultTable.all(RunSummary.of(run))) {
      for (ResultTable.Row row : table.rows()) {
        assertThat(page).contains(">" + row.cell(Column.THROUGHPUT).text() + "</td>");
      }
    }
  }

  @Test
  void wordsOfTheRunAreNeverMarkup() throws IOException {
    Run run =
        SyntheticRun.small()
            .profile(HOSTILE)
            .workloads(HOSTILE)
            .failing("fiber", HOSTILE)
            .flagged("epoll", HOSTILE, HOSTILE)
            .note(HOSTILE)
            .build();
    String page = HtmlReport.render(RunSummary.of(run), folder);
    assertThat(page)
        .doesNotContain("<script>alert", "<td></td><script")
        .contains("&lt;script&gt;alert(&#39;x&#39;)");
    assertThat(page.split("</script>", -1)).as("scripts: data, library, own").hasSize(4);
  }

  @Test
  void picturesAreInsideAndNothingIsOutside() throws IOException {
    Path charts = Files.createDirectory(folder.resolve("charts"));
    Files.writeString(charts.resolve("throughput-keepalive.svg"), "<svg/>");
    String page = HtmlReport.render(RunSummary.of(SyntheticRun.small().build()), charts);
    assertThat(page).containsOnlyOnce("src=\"data:image/svg+xml;base64,PHN2Zy8+\"");
    assertThat(
            REFERENCE
                .matcher(page)
                .results()
                .map(result -> result.group(1))
                .filter(target -> target == null || !target.matches("#.*|data:.*")))
        .isEmpty();
    // The library names its home in a comment.
    assertThat(page.replaceAll("(?s)<script>.*?</script>", ""))
        .doesNotContain("http://", "https://", "@import");
    assertThat(page).contains("default-src 'none'", "The MIT License (MIT)", "uPlot 1.");
  }

  @Test
  void partialAndFailedRunsSaySoAtTheTop() throws IOException {
    Run run =
        SyntheticRun.small()
            .forks(1)
            .status(Run.Status.PARTIAL)
            .failing("fiber", "port in use")
            .note("interrupted after 5 of 6 forks")
            .build();
    String header = HtmlReport.render(RunSummary.of(run), folder).split("<main>")[0];
    assertThat(header)
        .contains("role=\"alert\"", "Partial run", "Failed: 1 of 6 forks gave no numbers (fiber).")
        .contains("interrupted after 5 of 6 forks");
    assertThat(HtmlReport.render(RunSummary.of(SyntheticRun.small().build()), folder))
        .doesNotContain("role=\"alert\"");
  }

  @Test
  void oddRunsRender() throws IOException {
    Run empty = SyntheticRun.small().forks(0).status(Run.Status.PARTIAL).build();
    assertThat(HtmlReport.render(RunSummary.of(empty), folder))
        .contains("Nothing was measured.", "not run");
    Run failed = SyntheticRun.of("epoll").failing("epoll", "port in use").build();
    assertThat(HtmlReport.render(RunSummary.of(failed), folder))
        .contains("epoll failed: port in use");
    Run one = SyntheticRun.of("epoll").forks(1).build();
    assertThat(HtmlReport.render(RunSummary.of(one), folder))
        .contains("This ranks nothing", "<summary>1 fork</summary>");
  }

  @Test
  void aRunOfTheOlderSchemaRenders() throws IOException {
    Files.copy(
        Path.of("src/test/resources/serverbench/results/run-schema-1.json"),
        folder.resolve("run.json"));
    Run old = new RunFolder(folder).read();
    assertThat(old.schemaVersion()).isEqualTo(1);
    String page = HtmlReport.render(RunSummary.of(old), folder);
    assertThat(page).contains("<h2>keepalive</h2>", "id=\"model-epoll\"");
    assertThat(page.replaceAll("(?s)<(script|style).*?</\\1>", ""))
        .doesNotContain("class=\"topology\"", "When to use it", "NaN", ">null<");
  }

  @Test
  void aRunThatIsAllFlaggedStillAnswersAndDoubts() throws IOException {
    SyntheticRun run = SyntheticRun.small().workloads("keepalive", "blocking");
    for (var model : SyntheticRun.small().build().models()) {
      run.flagged(model.name(), "steal", "9 % of the CPU time");
    }
    String page = HtmlReport.render(RunSummary.of(run.build()), folder);
    assertThat(page)
        .contains("12 of 12 results carry a flag")
        .contains("fiber [a]", "a: the hypervisor took more than 5 % of the CPU time");
  }

  @Test
  void flagsCarryTheirReasons() throws IOException {
    Run run = SyntheticRun.small().flagged("epoll", "warmup", "slope 4 % a second").build();
    assertThat(HtmlReport.render(RunSummary.of(run), folder))
        .contains(
            "<button type=\"button\" class=\"flag\" title=\"warmup: throughput was still changing when"
                + " measuring began, or code was compiled meanwhile (slope 4 % a second)\">a</button>");
  }
}
