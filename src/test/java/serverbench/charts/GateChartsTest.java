package serverbench.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateChartsTest {

  @TempDir Path folder;

  @Test
  void ratiosHaveARowForEachSeriesAndAlarmWhereItIsGrave() throws Exception {
    List<RatioChart.Row> calm =
        List.of(
            new RatioChart.Row("epoll/keepalive/throughput", 1, -1, 3, false),
            new RatioChart.Row("fiber/latency/p99", 25, 20, 31, false));
    List<RatioChart.Row> grave =
        List.of(calm.getFirst(), new RatioChart.Row("fiber/latency/p99", 25, 20, 31, true));
    RatioChart.write(folder, "calm", "a against b", 5, calm);
    RatioChart.write(folder, "grave", "a against b", 5, grave);
    String svg = Files.readString(folder.resolve("grave.svg"));
    assertThat(svg)
        .contains("epoll/keepalive/throughput", "fiber/latency/p99", "a against b")
        .contains("Head against the baseline");
    int alarm = ChartStyle.LIGHT.alarm().getRGB();
    // Both have the line of the limit; the dot is more.
    assertThat(pixels("grave.png", alarm)).isGreaterThan(pixels("calm.png", alarm) + 50);
    assertThat(folder.resolve("grave-dark.png")).isNotEmptyFile();
  }

  @Test
  void aTrendShowsItsNightsAndChanges() throws Exception {
    Instant first = Instant.parse("2025-11-01T02:00:00Z");
    List<TrendChart.Night> nights =
        List.of(
            new TrendChart.Night(first, 0, -1, 1),
            new TrendChart.Night(first.plusSeconds(86_400), 6, 5, 7));
    TrendChart.write(
        folder, "trend", "epoll/keepalive/throughput", "against 00ff", nights, List.of());
    TrendChart.write(
        folder,
        "changed",
        "epoll/keepalive/throughput",
        "against 00ff",
        nights,
        List.of(first.plusSeconds(86_400)));
    assertThat(Files.readString(folder.resolve("trend.svg"))).contains("against 00ff");
    int alarm = ChartStyle.LIGHT.alarm().getRGB();
    assertThat(pixels("trend.png", alarm)).isZero();
    assertThat(pixels("changed.png", alarm)).isPositive();
  }

  private int pixels(String file, int color) throws Exception {
    BufferedImage image = ImageIO.read(folder.resolve(file).toFile());
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == color ? 1 : 0;
      }
    }
    return count;
  }
}
