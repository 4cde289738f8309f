package serverbench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import serverbench.results.Pair;

class HistoryTest {

  private static final List<Pair> SLOWER = Pairs.of(Pairs.CLOSED, Pair.Stage.SCREEN, 6, 1.03);
  private static final String SERIES = "epoll/keepalive/throughput";

  @TempDir Path folder;

  private History history;

  @BeforeEach
  void freezeTheReference() throws Exception {
    history = new History(folder.resolve("history"));
    Path jar = Files.writeString(folder.resolve("some.jar"), "jar");
    GateReport night = Reports.of(GateMode.COMPARE, SLOWER);
    assertThat(history.append(night, "main")).as("nothing frozen yet").isPresent();
    history.freeze(jar, night.plan().baseline(), Instant.EPOCH);
  }

  @Test
  void aNightIsALineOfEachSeries() throws Exception {
    GateReport night = Reports.of(GateMode.COMPARE, SLOWER);
    assertThat(history.append(night, "main")).isEmpty();
    assertThat(history.append(night, "main")).as("resumed when it had ended").isEmpty();
    assertThat(history.append(Reports.of(GateMode.COMPARE, SLOWER), "main")).isEmpty();
    List<HistoryPoint> points = history.read().get(SERIES);
    assertThat(points).hasSize(2);
    assertThat(points.getFirst().worse()).isCloseTo(Math.log(1.03), within(0.002));
    assertThat(history.folder().resolve("epoll.keepalive.throughput.jsonl")).exists();
  }

  @Test
  void whatIsNotAgainstTheReferenceStaysOut() throws Exception {
    assertThat(history.append(Reports.of(GateMode.AA, SLOWER), "main")).isPresent();
    history.freeze(folder.resolve("some.jar"), new GateJar("other", "beef", "11ff"), Instant.EPOCH);
    assertThat(history.append(Reports.of(GateMode.COMPARE, SLOWER), "main"))
        .hasValueSatisfying(why -> assertThat(why).contains("not its frozen reference"));
    assertThat(history.read()).isEmpty();
  }

  @Test
  void aStepIsFoundWhereItIsAndNoiseIsNone() {
    SplittableRandom random = new SplittableRandom(11);
    double[] noise = random.doubles(40).map(_ -> 0.01 * random.nextGaussian()).toArray();
    assertThat(ChangePoints.of(noise)).isEmpty();
    double[] steps = noise.clone();
    for (int i = 15; i < 40; i++) {
      steps[i] += i < 30 ? 0.08 : 0.16;
    }
    assertThat(ChangePoints.of(steps)).containsExactly(15, 30);
    assertThat(ChangePoints.of(1, 2, 3)).as("too few").isEmpty();
  }

  @Test
  void aTrendLeavesOutNightsOfAnotherMachine() {
    List<HistoryPoint> nights = new ArrayList<>();
    nights.add(night(0, 0.5, "old machine"));
    for (int i = 1; i <= 20; i++) {
      nights.add(night(i, (i <= 10 ? 1.0 : 0.9) + i % 3 * 0.001, "machine"));
    }
    Trend trend = Trend.of(SERIES, nights);
    assertThat(trend.passedOver()).isEqualTo(1);
    assertThat(trend.changes()).containsExactly(nights.get(11));
    assertThat(trend.level()).isCloseTo(-Math.log(0.901), within(0.003));
  }

  @Test
  void otavaReadsDirectionsFromItsConfig() throws Exception {
    history.append(
        Reports.of(
            GateMode.COMPARE,
            List.of(SLOWER, Pairs.of(Pairs.SCHEDULE, Pair.Stage.SCREEN, 6, 1.0)).stream()
                .flatMap(List::stream)
                .toList()),
        "feature,x");
    Path out = folder.resolve("otava");
    Otava.write(history.read(), out);
    List<String> csv = Files.readAllLines(out.resolve("epoll.csv"));
    assertThat(csv.getFirst())
        .isEqualTo(
            "time,commit,branch,keepalive_throughput,latency_5000_per_second_p99,"
                + "latency_5000_per_second_p99_9");
    assertThat(csv.get(1)).startsWith("2025-11-26T01:01:00Z,c0ffee,feature_x,");
    assertThat(csv.get(1).split(",")).hasSize(6);
    Map<String, Map<String, Map<String, Map<String, Map<String, Object>>>>> config =
        new Yaml().load(Files.readString(out.resolve("otava.yaml")));
    var metrics = config.get("tests").get("epoll").get("metrics");
    assertThat(metrics.get("keepalive_throughput")).containsEntry("direction", 1);
    assertThat(metrics.get("latency_5000_per_second_p99")).containsEntry("direction", -1);
  }

  @Test
  void githubActionBenchmarkGetsOneFileForEachDirection() throws Exception {
    GateReport report =
        Reports.of(
            GateMode.COMPARE,
            List.of(SLOWER, Pairs.of(Pairs.SCHEDULE, Pair.Stage.SCREEN, 6, 1.0)).stream()
                .flatMap(List::stream)
                .toList());
    ActionBenchmark.write(report, folder);
    JsonNode bigger =
        new ObjectMapper().readTree(folder.resolve("github-bigger-is-better.json").toFile());
    JsonNode smaller =
        new ObjectMapper().readTree(folder.resolve("github-smaller-is-better.json").toFile());
    assertThat(bigger).hasSize(1);
    assertThat(bigger.get(0).fieldNames())
        .toIterable()
        .containsExactly("name", "unit", "value", "range", "extra");
    assertThat(bigger.get(0).get("name").asText()).isEqualTo(SERIES);
    assertThat(bigger.get(0).get("value").asDouble()).isCloseTo(970, within(5.0));
    assertThat(smaller).hasSize(2);
  }

  private static HistoryPoint night(int day, double ratio, String machine) {
    return new HistoryPoint(
        "gate " + day,
        Instant.EPOCH.plusSeconds(86_400L * day),
        "c" + day,
        "main",
        "00ff",
        machine,
        "JDK 25",
        "epoll",
        "keepalive",
        SERIES,
        "throughput",
        "requests/s",
        "HIGHER",
        1_000,
        ratio,
        null,
        null);
  }
}
