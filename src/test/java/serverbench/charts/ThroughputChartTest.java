package serverbench.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainCategoryPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.data.statistics.StatisticalCategoryDataset;
import org.junit.jupiter.api.Test;
import serverbench.results.Interval;
import serverbench.results.Run;
import serverbench.results.RunSummary;
import serverbench.results.Summary;
import serverbench.results.SyntheticRun;

class ThroughputChartTest {

  @Test
  void barsAreTheMeansInTheArticlesOrderWithIntervals() {
    Run run = SyntheticRun.everything().forks(5).build();
    CategoryPlot plot = plotOf(run);
    StatisticalCategoryDataset bars = (StatisticalCategoryDataset) plot.getDataset();
    List<Summary> summaries = Summary.all(run);
    assertThat(bars.getColumnCount()).isEqualTo(28);
    for (int i = 0; i < 28; i++) {
      Summary summary = summaries.get(i);
      assertThat(bars.getColumnKey(i).toString()).isEqualTo(Rows.keyOf(summary));
      assertThat(bars.getMeanValue(0, i).doubleValue())
          .isEqualTo(summary.throughput().orElseThrow());
      Interval interval = summary.interval().orElseThrow();
      assertThat(bars.getStdDevValue(0, i).doubleValue())
          .isCloseTo(interval.halfWidth(), within(1e-9));
      assertThat(plot.getRangeAxis().getUpperBound()).isGreaterThan(interval.high() * 1.1);
    }
    assertThat(plot.getRangeAxis().getLowerBound()).isZero();
    assertThat(plot.getRangeAxis().getLabel())
        .isEqualTo("correct responses per second, mean over forks with 95 % interval");
  }

  @Test
  void fewerThanThreeForksHaveNoWhiskersAndSaySo() {
    Run run = SyntheticRun.small().forks(2).build();
    StatisticalCategoryDataset bars = (StatisticalCategoryDataset) plotOf(run).getDataset();
    for (int i = 0; i < bars.getColumnCount(); i++) {
      assertThat(bars.getStdDevValue(0, i)).isNull();
    }
    assertThat(lines(pictureOf(run).chart()))
        .anyMatch(line -> line.startsWith("This ranks nothing: 2 forks"));
  }

  @Test
  void doubtfulValuesAreMarkedAndTheMarksExplained() {
    Run run =
        SyntheticRun.small()
            .flagged("epoll", "client_limited", "93 % of the ceiling")
            .flagged("fiber", "warmup", "still climbing")
            .build();
    Summary epoll = Summary.all(run).get(3);
    String number = String.format(java.util.Locale.ROOT, "%,.0f", epoll.throughput().orElseThrow());
    assertThat(words(plotOf(run))).contains("≥ " + number + "  a");
    assertThat(lines(pictureOf(run).chart()))
        .anyMatch(line -> line.startsWith("a  client_limited: "))
        .anyMatch(line -> line.startsWith("b  warmup: "));
  }

  @Test
  void failedAndUnreachedModelsKeepTheirRows() {
    Run run = SyntheticRun.small().failing("fiber", "no answer for 10 s").notRun("epoll").build();
    CategoryPlot plot = plotOf(run);
    assertThat(plot.getDataset().getColumnCount()).isEqualTo(6);
    assertThat(words(plot)).contains("failed: no answer for 10 s", "not run").hasSize(6);
  }

  @Test
  void titleNamesWorkloadMachineProfileAndCommit() {
    Run run = SyntheticRun.small().profile("smoke").build();
    JFreeChart chart = pictureOf(run).chart();
    assertThat(chart.getTitle().getText()).isEqualTo("Throughput by model: keepalive");
    assertThat(lines(chart).getFirst())
        .contains("Example CPU @ 2.80GHz, 2 cores, Linux 6.18.0")
        .contains("profile smoke, commit 74e2ae0, 2025-11-23");
  }

  @Test
  void heightGrowsWithTheRows() {
    Run small = SyntheticRun.small().build();
    Run large = SyntheticRun.everything().build();
    int rows = 28 - 6;
    assertThat(pictureOf(large).height())
        .isEqualTo(pictureOf(small).height() + rows * ChartStyle.ROW_HEIGHT);
  }

  @Test
  void sortedHasTheFastestFirstAndThoseWithoutNumbersLast() {
    Run run = SyntheticRun.everything().failing("epoll", "port in use").build();
    List<Object> keys =
        new ArrayList<>(
            pictureOf(run, ThroughputChart.Order.SORTED).chart().getCategoryPlot().getCategories());
    assertThat(keys).hasSize(28).startsWith("10  epoll:et").endsWith("10  epoll");
  }

  @Test
  void articlesFiguresStandOnAScaleOfTheirOwnAndAreSaidToBeForeign() {
    Run run = SyntheticRun.everything().build();
    assertThat(combined(run).getSubplots()).hasSize(2);
    CategoryPlot article = (CategoryPlot) combined(run).getSubplots().get(1);
    assertThat(article.getDataset().getValue("article", "7  leader_follower")).isEqualTo(20180.701);
    assertThat(article.getRangeAxis().getUpperBound()).isBetween(20_181.0, 30_000.0);
    long figures =
        article.getDataset().getColumnKeys().stream()
            .filter(key -> article.getDataset().getValue("article", (Comparable<?>) key) != null)
            .count();
    assertThat(figures).isEqualTo(15);
    assertThat(lines(pictureOf(run).chart())).anyMatch(line -> line.contains("another machine"));
    assertThat(combined(SyntheticRun.everything().workloads("cpu").build()).getSubplots())
        .hasSize(1);
  }

  private static CategoryPlot plotOf(Run run) {
    return (CategoryPlot) combined(run).getSubplots().getFirst();
  }

  private static CombinedDomainCategoryPlot combined(Run run) {
    return (CombinedDomainCategoryPlot) pictureOf(run).chart().getCategoryPlot();
  }

  private static Picture pictureOf(Run run) {
    return pictureOf(run, ThroughputChart.Order.ARTICLE);
  }

  private static Picture pictureOf(Run run, ThroughputChart.Order order) {
    RunSummary summary = RunSummary.of(run);
    return ThroughputChart.of(ChartStyle.LIGHT, summary, summary.points().getFirst(), order);
  }

  static List<String> lines(JFreeChart chart) {
    List<String> lines = new ArrayList<>();
    for (Object title : chart.getSubtitles()) {
      if (title instanceof TextTitle text) {
        lines.add(text.getText());
      }
    }
    return lines;
  }

  static List<String> words(CategoryPlot plot) {
    List<String> words = new ArrayList<>();
    for (Object annotation : plot.getAnnotations()) {
      words.add(((CategoryTextAnnotation) annotation).getText());
    }
    return words;
  }
}
