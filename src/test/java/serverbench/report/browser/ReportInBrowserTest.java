package serverbench.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serverbench.charts.Charts;
import serverbench.report.Comparisons;
import serverbench.report.Report;
import serverbench.results.Comparison;
import serverbench.results.Run;
import serverbench.results.RunSummary;
import serverbench.results.SyntheticRun;

/**
 * report.html in a real Chromium. Without one these tests are skipped, but not where CI is set: a
 * machine of the CI has one.
 */
class ReportInBrowserTest {

  private static final String ROWS =
      "[...document.querySelectorAll('#workload-keepalive table.results tbody tr')]"
          + ".filter(r => !r.hidden).map(r => r.dataset.model)";

  @TempDir static Path folder;

  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException {
    boolean there = Chromium.executable().isPresent();
    assumeTrue(there || System.getenv("CI") != null, "no Chromium on the PATH");
    Run run =
        SyntheticRun.everything()
            .workloads("keepalive", "blocking", "latency", "idle", "sweep", "curve")
            .withCeilings()
            .failing("actor", "no answer for 10 s, 64 requests outstanding")
            .flagged("epoll", "client_limited", "93 % of the ceiling")
            .flagged("pipeline", "warmup", "still climbing by 4 % a second")
            .build();
    Charts.writeAll(RunSummary.of(run), folder.resolve("charts"));
    Report.writeAll(RunSummary.of(run), folder);
    Run other =
        SyntheticRun.everything()
            .workloads("keepalive", "blocking", "latency")
            .capacity("epoll", 0.8)
            .flagged("poll", "warmup", "still climbing by 4 % a second")
            .jdk("Another one, 26")
            .seed(2)
            .build();
    Comparisons.writeAll(Comparison.of(run, other), folder);
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Page report(int width, Page.Scheme scheme) {
    Page page = chromium.page(width, 900, scheme);
    page.open(folder.resolve("report.html"));
    return page;
  }

  @Test
  void nothingGoesWrongAndNothingIsLoaded() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      page.value("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      frame(page);
      assertThat(page.problems()).isEmpty();
      assertThat(page.requests())
          .isNotEmpty()
          .allMatch(url -> url.startsWith("data:") || url.equals(pageUrl()));
    }
  }

  @ParameterizedTest
  @CsvSource({"390, LIGHT", "390, DARK", "1024, LIGHT", "1024, DARK", "1920, LIGHT", "1920, DARK"})
  void textStaysInsideOfThePage(int width, Page.Scheme scheme) {
    try (Page page = report(width, scheme)) {
      page.value("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      frame(page);
      assertThat(page.value("document.documentElement.scrollWidth").asInt())
          .isLessThanOrEqualTo(width);
      // Text outside of boxes that scroll by themselves, further right than the page.
      assertThat(
              page.texts(
                  """
                  [...document.querySelectorAll('h1,h2,h3,h4,p,li,dt,dd,summary,label,td,th,button')]
                    .filter(e => !e.closest('.scroll,.histograms,nav,pre') && e.offsetParent
                      && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
                    .map(e => e.tagName + ': ' + e.textContent.slice(0, 60))"""))
          .isEmpty();
      // A chart wider than its box would lose what stands at its right edge.
      assertThat(
              page.texts(
                  """
                  [...document.querySelectorAll('.live .plot')]
                    .filter(e => e.offsetParent && e.scrollWidth > e.clientWidth)
                    .map(e => e.parentElement.dataset.chart)"""))
          .isEmpty();
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void theFirstScreenSaysWhichModelForBlockingWorkWhatItCostsAndHowSureThatIs() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      List<String> cells =
          page.texts(
              """
              [...[...document.querySelectorAll('.verdicts tbody tr')]
                .find(r => r.textContent.startsWith('Work that blocks')).cells]
                .map(c => c.textContent)""");
      assertThat(cells).hasSize(6);
      assertThat(cells.get(1)).isEqualTo("hybrid");
      assertThat(cells.get(2)).matches("[\\d,]+ req/s");
      assertThat(cells.get(3)).matches("[\\d.]+ µs CPU a request, .* MiB, [\\d,]+ threads?");
      assertThat(cells.get(4)).startsWith("then fiber ");
      assertThat(cells.get(5)).matches("3 forks, ± [\\d.]+ % at 95 %");
      assertThat(
              page.value("document.querySelector('.verdicts').getBoundingClientRect().top").asInt())
          .isLessThan(900);
    }
  }

  @ParameterizedTest
  @CsvSource({"390, LIGHT", "1024, DARK", "1920, LIGHT"})
  void aComparisonStandsAloneAndStaysInsideOfThePage(int width, Page.Scheme scheme) {
    try (Page page = chromium.page(width, 900, scheme)) {
      page.open(folder.resolve("comparison.html"));
      assertThat(page.value("document.documentElement.scrollWidth").asInt())
          .isLessThanOrEqualTo(width);
      assertThat(page.problems()).isEmpty();
      assertThat(page.requests())
          .allMatch(url -> url.startsWith("data:") || url.endsWith("/comparison.html"));
      assertThat(page.text("document.querySelector('.banner').textContent"))
          .contains("Another JDK: Eclipse Temurin 25.0.1+8 (base), Another one, 26 (head).");
      page.value("document.querySelector('#workload-keepalive th:nth-child(4) button').click()");
      assertThat(page.texts(ROWS)).hasSize(28).endsWith("epoll", "actor");
      assertThat(
              page.text(
                  "document.querySelector('#workload-keepalive tr[data-model=epoll] .bad')"
                      + ".textContent"))
          .startsWith("worse 1.");
    }
  }

  @Test
  void everyChartHasMarksWithinItsRange() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      page.value("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      frame(page);
      JsonNode charts = page.value("reportCharts()");
      List<String> ids = new ArrayList<>();
      charts.forEach(chart -> ids.add(chart.get("id").asText()));
      assertThat(ids)
          .contains("percentiles-keepalive", "cost-keepalive", "load-curve-p99")
          .contains("throughput-sweep", "p99-sweep", "memory-idle", "threads-idle")
          .contains("histogram-epoll-keepalive");
      for (JsonNode chart : charts) {
        assertThat(chart.get("shown").asInt()).as(chart.toString()).isPositive();
        for (String axis : List.of("x", "y")) {
          double low = chart.get(axis).get(0).asDouble();
          assertThat(chart.get(axis).get(1).asDouble()).as(chart.toString()).isGreaterThan(low);
        }
      }
      // What is on the canvas: pixels of other colours than the axes' greys.
      assertThat(
              page.texts(
                  """
                  [...document.querySelectorAll('.live canvas')].filter(c => {
                    const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                    let coloured = 0;
                    for (let i = 0; i < p.length; i += 4) {
                      const spread = Math.max(p[i], p[i+1], p[i+2]) - Math.min(p[i], p[i+1], p[i+2]);
                      if (p[i+3] > 200 && spread > 25) coloured++;
                    }
                    return coloured < 40;
                  }).map(c => c.closest('.live').dataset.chart)"""))
          .isEmpty();
    }
  }

  @Test
  void tableSortsByKeyboardAndComesBackToTheArticlesOrder() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      List<String> article = page.texts(ROWS);
      assertThat(article).hasSize(28).startsWith("single_process", "multi_process");
      String button =
          "[...document.querySelectorAll('#workload-keepalive th')]"
              + ".find(h => h.textContent.includes('p99') && !h.textContent.includes('p99.9'))"
              + ".querySelector('button')";
      page.value(button + ".focus()");
      page.press("Enter");
      List<String> slowestFirst = page.texts(ROWS);
      assertThat(slowestFirst).startsWith("multi_process").endsWith("actor");
      page.press("Enter");
      List<String> fastestFirst = page.texts(ROWS);
      // What has no number stays last.
      assertThat(fastestFirst).endsWith("multi_process", "actor");
      assertThat(page.text(button + ".closest('th').getAttribute('aria-sort')"))
          .isEqualTo("ascending");
      page.press("Enter");
      assertThat(page.texts(ROWS)).isEqualTo(article);
    }
  }

  @Test
  void filterHoldsForTablesAndCharts() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      page.value(
          """
          (() => { const t = document.getElementById('filter-text'); t.value = 'epoll fiber';
            t.dispatchEvent(new Event('input', {bubbles: true})); })()""");
      assertThat(page.texts(ROWS))
          .containsExactly(
              "epoll", "epoll:et", "fiber", "fiber:cooperative", "hybrid:epoll-coroutine");
      assertThat(page.text("document.getElementById('filter-count').textContent"))
          .isEqualTo("5 of 28 models");
      assertThat(shown(page, "throughput-sweep")).isEqualTo(5);
      page.value("document.querySelector('#filter input[value=MULTIPLEXING]').click()");
      assertThat(page.texts(ROWS)).doesNotContain("epoll").contains("fiber");
      assertThat(shown(page, "throughput-sweep")).isEqualTo(3);
    }
  }

  @Test
  void modelsOfAChartSwitchOffAndOn() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      String legend = "document.querySelector('[data-chart=\"throughput-sweep\"] .chart-legend')";
      int all = shown(page, "throughput-sweep");
      page.value(legend + ".querySelector('[aria-pressed]').click()");
      assertThat(shown(page, "throughput-sweep")).isEqualTo(all - 1);
      page.value(
          "[..."
              + legend
              + ".querySelectorAll('button')].find(b => b.textContent === 'None').click()");
      assertThat(shown(page, "throughput-sweep")).isZero();
      page.value(
          "[..."
              + legend
              + ".querySelectorAll('button')].find(b => b.textContent === 'All').click()");
      assertThat(shown(page, "throughput-sweep")).isEqualTo(all);
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void flagsExplainThemselvesOnFocusAndOnHover() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      String flag = "document.querySelector('#workload-keepalive tr[data-model=epoll] .flag')";
      assertThat(page.value("document.getElementById('tip').hidden").asBoolean()).isTrue();
      page.value(flag + ".scrollIntoView({block: 'center', behavior: 'instant'})");
      frame(page);
      page.value(flag + ".focus({preventScroll: true})");
      assertTip(page);
      assertThat(page.text(flag + ".getAttribute('aria-describedby')")).isEqualTo("tip");
      page.press("Escape");
      assertThat(page.value("document.getElementById('tip').hidden").asBoolean()).isTrue();
      page.value("document.activeElement.blur()");
      JsonNode at =
          page.value(
              "(b => ({x: b.x + b.width / 2, y: b.y + b.height / 2}))("
                  + flag
                  + ".getBoundingClientRect())");
      page.moveMouse(at.get("x").asDouble(), at.get("y").asDouble());
      frame(page);
      assertTip(page);
    }
  }

  private static void assertTip(Page page) {
    assertThat(page.value("document.getElementById('tip').hidden").asBoolean()).isFalse();
    assertThat(page.text("document.getElementById('tip').textContent"))
        .startsWith("client_limited: the load generator was the limit")
        .contains("93 % of the ceiling");
    JsonNode box = page.value("document.getElementById('tip').getBoundingClientRect().toJSON()");
    assertThat(box.get("left").asDouble()).isNotNegative();
    assertThat(box.get("right").asDouble()).isLessThanOrEqualTo(1024);
    assertThat(box.get("top").asDouble()).isNotNegative();
    assertThat(box.get("bottom").asDouble()).isLessThanOrEqualTo(900);
  }

  @Test
  void chartsTellValuesUnderThePointerAndByArrowKeysAndZoom() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      String box = "document.querySelector('[data-chart=\"throughput-sweep\"]')";
      page.value(box + ".scrollIntoView({block: 'center', behavior: 'instant'})");
      frame(page);
      page.value(box + ".querySelector('.plot').focus({preventScroll: true})");
      page.press("ArrowRight");
      page.press("ArrowRight");
      assertThat(page.text(box + ".querySelector('.hover').textContent"))
          .startsWith("single_process")
          .contains("connections: ", "correct responses per second: ");
      page.press("ArrowDown");
      assertThat(page.text("document.getElementById('said').textContent"))
          .startsWith("multi_process");
      double before = width(page);
      page.press("+");
      assertThat(width(page)).isLessThan(before);
      page.press("0");
      assertThat(width(page)).isEqualTo(before);
      JsonNode over =
          page.value(box + ".querySelector('.u-over').getBoundingClientRect().toJSON()");
      double x = over.get("x").asDouble();
      double y = over.get("y").asDouble() + over.get("height").asDouble() / 2;
      page.drag(x + 100, y, x + 300, y + 5);
      frame(page);
      assertThat(width(page)).isLessThan(before);
    }
  }

  @Test
  void tablesAreCopiedAsMarkdownAndAsCsv() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      page.value(
          "window.copied = ''; navigator.clipboard.writeText = async t => { window.copied = t; }");
      String buttons = "document.querySelector('#workload-keepalive .copy').children";
      page.value(buttons + "[0].click()");
      frame(page);
      List<String> markdown = page.text("window.copied").lines().toList();
      assertThat(markdown).hasSize(2 + 28);
      assertThat(markdown.get(1)).matches("\\| (:---|---:)( \\| (:---|---:))+ \\|");
      assertThat(markdown.get(2)).contains("single\\_process");
      page.value(buttons + "[1].click()");
      frame(page);
      List<String> csv = page.text("window.copied").lines().toList();
      assertThat(csv).hasSize(1 + 28);
      assertThat(csv.get(1)).startsWith("1,single_process,").doesNotContain("\"");
    }
  }

  @Test
  void linkToAModelOpensItsPart() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      page.value("document.querySelector('#workload-keepalive a[href=\"#model-fiber\"]').click()");
      frame(page);
      assertThat(page.value("document.getElementById('model-fiber').open").asBoolean()).isTrue();
      assertThat(page.text("document.getElementById('model-fiber').textContent"))
          .contains("clients ==> sockets", "When to use it", "When not", "workers=8");
      assertThat(
              page.value("document.querySelectorAll('#model-fiber .live canvas').length").asInt())
          .isEqualTo(6);
    }
  }

  @Test
  void printAndPagesWithoutScriptsShowThePictures() {
    try (Page page = report(1024, Page.Scheme.LIGHT)) {
      String hidden =
          "getComputedStyle(document.querySelector('#workload-sweep %s')).display === 'none'";
      assertThat(page.value(hidden.formatted(".still")).asBoolean()).isTrue();
      page.media("print");
      assertThat(page.value(hidden.formatted(".still")).asBoolean()).isFalse();
      assertThat(page.value(hidden.formatted(".live")).asBoolean()).isTrue();
      assertThat(page.value("getComputedStyle(document.querySelector('.bar')).display").asText())
          .isEqualTo("none");
    }
    try (Page page = chromium.page(1024, 900, Page.Scheme.LIGHT)) {
      page.withoutScripts();
      page.open(folder.resolve("report.html"));
      assertThat(
              page.value(
                      "document.querySelector('#workload-sweep .still img').complete"
                          + " && document.querySelector('#workload-sweep .still img').naturalWidth")
                  .asInt())
          .isGreaterThan(500);
      assertThat(page.value("document.getElementById('filter').hidden").asBoolean()).isTrue();
      assertThat(page.texts(ROWS)).hasSize(28);
    }
  }

  /** What scripts and layout have put off is done. */
  private static void frame(Page page) {
    page.value("new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
  }

  private static int shown(Page page, String chart) {
    return page.value("reportCharts().find(c => c.id === '" + chart + "').shown").asInt();
  }

  private static double width(Page page) {
    frame(page);
    return page.value(
            "(c => Math.log(c.x[1] / c.x[0]))(reportCharts().find(c => c.id === 'throughput-sweep'))")
        .asDouble();
  }

  private static String pageUrl() {
    return folder.resolve("report.html").toUri().toString();
  }
}
