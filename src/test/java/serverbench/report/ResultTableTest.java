package serverbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serverbench.results.Run;
import serverbench.results.RunSummary;
import serverbench.results.SyntheticRun;

class ResultTableTest {

  @Test
  void flaggedNumbersAreMarkedAndTheirRankIsInBrackets() {
    Run run =
        SyntheticRun.small()
            .forkNoise(0.001)
            .flagged("epoll", "client_limited", "93 %")
            .flagged("single_process", "steal", "9 %")
            .build();
    ResultTable table = ResultTable.all(RunSummary.of(run)).getFirst();
    ResultTable.Row slowest = table.rows().getFirst();
    assertThat(slowest.cell(Column.RANK).text()).isEqualTo("(6)");
    assertThat(slowest.cell(Column.FLAGS).text()).isEqualTo("b");
    assertThat(slowest.cell(Column.THROUGHPUT).tone()).isEqualTo(Cell.Tone.DOUBTFUL);
    ResultTable.Row epoll = table.rows().get(3);
    assertThat(epoll.cell(Column.THROUGHPUT).text()).startsWith("≥ ");
    assertThat(epoll.cell(Column.RANK).text()).isEqualTo("(1)");
    assertThat(table.rows().get(4).cell(Column.RANK).text()).isEqualTo("2");
    assertThat(table.legend()).anyMatch(line -> line.startsWith("a  client_limited: "));
  }

  @Test
  void columnsWithoutAnythingToSayAreLeftOut() {
    Run run = SyntheticRun.of("epoll", "epoll:et").forks(1).build();
    ResultTable table = ResultTable.all(RunSummary.of(run)).getFirst();
    assertThat(table.columns())
        .contains(Column.THROUGHPUT, Column.P50, Column.P999, Column.MEMORY)
        .doesNotContain(Column.RANK, Column.INTERVAL, Column.FLAGS, Column.ARTICLE);
    assertThat(table.coreColumns()).contains(Column.P50).doesNotContain(Column.P999);
    assertThat(table.legend()).isEmpty();
  }

  @Test
  void failedModelSaysWhyInTheLegend() {
    Run run = SyntheticRun.small().failing("fiber", "first line\nsecond line").build();
    ResultTable table = ResultTable.all(RunSummary.of(run)).getFirst();
    assertThat(table.rows().getLast().cell(Column.THROUGHPUT).text()).isEqualTo("failed");
    assertThat(table.rows().getLast().cell(Column.FORKS).text()).isEqualTo("0/3");
    assertThat(table.legend()).contains("fiber failed: first line second line");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0123, 0.012",
    "0.5834, 0.583",
    "0.9996, 1.00",
    "5.834, 5.83",
    "58.34, 58.3",
    "99.96, 100",
    "1234.5, '1,234'"
  })
  void figuresHaveThreeDigits(double value, String text) {
    assertThat(Figures.threeDigits(OptionalDouble.of(value)).text()).isEqualTo(text);
  }
}
