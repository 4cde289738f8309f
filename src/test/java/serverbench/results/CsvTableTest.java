package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {

  @Test
  void oneRowForEachModelAndWorkload() {
    Run run = SyntheticRun.everything().workloads("keepalive", "close").build();
    List<List<String>> rows = parse(CsvTable.render(RunSummary.of(run)));
    assertThat(rows).hasSize(1 + 2 * 28);
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(rows.getFirst().size()));
    assertThat(rows.get(1)).startsWith("keepalive", "", "64", "0", "closed", "1", "single_process");
    assertThat(cell(rows, 11, "model")).isEqualTo("epoll:et");
    assertThat(cell(rows, 12, "backend")).isEqualTo("epoll translation");
    assertThat(Double.parseDouble(cell(rows, 10, "throughput_per_second"))).isBetween(9e4, 11e4);
    assertThat(Double.parseDouble(cell(rows, 10, "p99_ms"))).isBetween(0.6, 10.0);
    assertThat(cell(rows, 1, "article_requests_per_second")).isEqualTo("19075.4000");
  }

  @Test
  void pointsOfAWorkloadAreRowsOfTheirOwn() {
    Run run = SyntheticRun.of("thread_pool", "epoll").workloads("idle", "latency").build();
    List<List<String>> rows = parse(CsvTable.render(RunSummary.of(run)));
    assertThat(rows).hasSize(1 + (3 + 2) * 2);
    assertThat(rows.get(1)).startsWith("idle", "1,000 idle", "64", "1000");
    assertThat(cell(rows, 1, "status")).isEqualTo("not_applicable");
    assertThat(cell(rows, 7, "point")).isEqualTo("50 %");
    assertThat(cell(rows, 7, "saturated")).isEqualTo("false");
    assertThat(Double.parseDouble(cell(rows, 7, "target_rate_per_second"))).isBetween(2e4, 4e4);
    assertThat(cell(rows, 7, "raw_p99_ms")).isNotEmpty();
    assertThat(cell(rows, 7, "rank_best")).isEmpty();
    assertThat(cell(rows, 2, "raw_p99_ms")).isEmpty();
  }

  @Test
  void failuresAreQuotedAndNumbersLeftEmpty() {
    String reason = "said \"no\", then\nclosed";
    Run run = SyntheticRun.of("epoll").failing("epoll", reason).build();
    String csv = CsvTable.render(RunSummary.of(run));
    assertThat(csv).contains("\"said \"\"no\"\", then\nclosed\"").endsWith("\r\n");
    List<List<String>> rows = parse(csv);
    assertThat(cell(rows, 1, "status")).isEqualTo("failed");
    assertThat(cell(rows, 1, "failures")).isEqualTo(reason);
    assertThat(cell(rows, 1, "throughput_per_second")).isEmpty();
    assertThat(cell(rows, 1, "errors")).isEmpty();
  }

  private static String cell(List<List<String>> rows, int row, String column) {
    return rows.get(row).get(rows.getFirst().indexOf(column));
  }

  /** RFC 4180 as its grammar has it. */
  private static List<List<String>> parse(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ',') {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (!quoted && c == '\r') {
        row.add(cell.toString());
        cell.setLength(0);
        rows.add(row);
        row = new ArrayList<>();
        i++;
      } else {
        cell.append(c);
      }
    }
    return rows;
  }
}
