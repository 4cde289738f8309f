package serverbench.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jfree.chart.plot.CategoryPlot;
import org.jfree.data.category.CategoryDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serverbench.results.Run;
import serverbench.results.RunSummary;
import serverbench.results.Summary;
import serverbench.results.SyntheticRun;

class LatencyChartTest {

  @Test
  void markersArePercentilesOfTheMergedHistogramInMilliseconds() {
    Run run = SyntheticRun.small().failing("fiber", "no answer").build();
    CategoryPlot plot = plotOf(run);
    CategoryDataset markers = plot.getDataset(0);
    assertThat(markers.getRowKeys().toString()).isEqualTo("[p50, p90, p99, p99.9, max]");
    Summary epoll = Summary.all(run).get(3);
    assertThat(markers.getValue("p99", Rows.keyOf(epoll)).doubleValue())
        .isEqualTo(epoll.latency().getValueAtPercentile(99) / 1e6);
    assertThat(markers.getValue("max", Rows.keyOf(epoll)).doubleValue())
        .isEqualTo(epoll.latency().getMaxValue() / 1e6);
    assertThat(markers.getValue("p50", "16  fiber")).isNull();
    assertThat(ThroughputChartTest.words(plot)).contains("failed: no answer");
    assertThat(plot.getRangeAxis().getLabel()).contains("milliseconds");
  }

  @Test
  void axisHoldsEveryMarker() {
    Run run = SyntheticRun.everything().build();
    CategoryPlot plot = plotOf(run);
    for (Summary summary : Summary.all(run)) {
      assertThat(plot.getRangeAxis().getLowerBound())
          .isLessThan(summary.latencyMillis(50).orElseThrow());
      assertThat(plot.getRangeAxis().getUpperBound())
          .isGreaterThan(summary.maxMillis().orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource({"0.55, 0.5, 1", "1, 1, 1", "7, 5, 10", "0.023, 0.02, 0.05", "1999, 1000, 2000"})
  void axisEndsAtOneTwoOrFive(double value, double below, double above) {
    assertThat(OneTwoFiveAxis.notAbove(value)).isCloseTo(below, within(1e-9));
    assertThat(OneTwoFiveAxis.notBelow(value)).isCloseTo(above, within(1e-9));
  }

  private static CategoryPlot plotOf(Run run) {
    RunSummary summary = RunSummary.of(run);
    return LatencyChart.of(ChartStyle.LIGHT, summary, summary.points().getFirst())
        .chart()
        .getCategoryPlot();
  }
}
