package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyFilesTest {

  @TempDir Path folder;

  @Test
  void logReadsBackWithTagsAndCounts() throws IOException {
    Run run = SyntheticRun.of("epoll:et").forks(3).build();
    LatencyFiles.writeAll(run, folder);
    Path log = folder.resolve("epoll.et-keepalive.hlog");
    assertThat(log).content().contains("#[Histogram log format version 1.3]");

    Histogram merged = Latency.emptyHistogram();
    int lines = 0;
    try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
      EncodableHistogram next = reader.nextIntervalHistogram();
      for (; next != null; next = reader.nextIntervalHistogram()) {
        assertThat(next.getTag()).isEqualTo("epoll:et");
        assertThat(next.getEndTimeStamp() - next.getStartTimeStamp()).isEqualTo(3_000);
        merged.add((Histogram) next);
        lines++;
      }
      assertThat(reader.getStartTimeSec()).isEqualTo(run.started().toEpochMilli() / 1e3);
    }
    assertThat(lines).isEqualTo(3);
    assertThat(merged).isEqualTo(Summary.all(run).getFirst().latency());
  }

  @Test
  void distributionIsInMillisecondsWithFiveTicks() throws IOException {
    Run run = SyntheticRun.of("epoll").build();
    LatencyFiles.writeAll(run, folder);
    List<String> lines = Files.readAllLines(folder.resolve("epoll-keepalive.hgrm"));
    assertThat(lines.getFirst().trim().split("\\s+"))
        .containsExactly("Value", "Percentile", "TotalCount", "1/(1-Percentile)");
    Summary epoll = Summary.all(run).getFirst();
    assertThat(lines).anyMatch(line -> line.startsWith("#[Mean"));
    double median =
        lines.stream()
            .filter(line -> line.contains(" 0.500000000000 "))
            .mapToDouble(line -> Double.parseDouble(line.trim().split("\\s+")[0]))
            .findFirst()
            .orElseThrow();
    assertThat(median).isCloseTo(epoll.latencyMillis(50).orElseThrow(), withinPercentage(0.2));
    // 0, 0.1 ... 0.5: five steps to the half of what is left.
    assertThat(lines).filteredOn(line -> line.matches("\\s+[0-9.]+ 0\\.[0-4].*")).hasSize(5);
  }

  @Test
  void failedModelsHaveNoFiles() throws IOException {
    Run run = SyntheticRun.of("epoll", "fiber").failing("fiber", "no answer").build();
    LatencyFiles.writeAll(run, folder);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("epoll-keepalive.hlog", "epoll-keepalive.hgrm");
    }
  }

  @Test
  void tagsHaveNoSeparators() {
    assertThat(LatencyFiles.tagOf("a b,c\nd:e")).isEqualTo("a_b_c_d:e");
  }
}
