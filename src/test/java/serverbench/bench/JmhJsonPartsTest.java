package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhJsonPartsTest {

  @TempDir Path folder;

  @Test
  void forksOfTheSameParametersBecomeOneEntry() throws Exception {
    write("a", "epoll", "[10.0, 20.0]");
    write("b", "epoll", "[30.0, 40.0]");
    write("c", "fiber", "[5.0]");
    Path file = folder.resolve("merged").resolve("jmh.json");
    JmhJsonParts.merge(folder, file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json).hasSize(2);
    assertThat(json.at("/0/forks").asInt()).isEqualTo(2);
    assertThat(json.at("/0/primaryMetric/rawData").toString())
        .isEqualTo("[[10.0,20.0],[30.0,40.0]]");
    assertThat(json.at("/0/primaryMetric/score").asDouble()).isEqualTo(25);
    assertThat(json.at("/0/primaryMetric/scoreError").isNumber()).isTrue();
    assertThat(json.at("/0/primaryMetric/scorePercentiles/50.0").asDouble()).isEqualTo(25);
    // As JMH writes it where there are too few values.
    assertThat(json.at("/1/primaryMetric/scoreError").asText()).isEqualTo("NaN");
  }

  @Test
  void whatIsNoJsonOfJmhIsNamed() throws Exception {
    Files.writeString(folder.resolve("x.json"), "[{\"benchmark\": \"b\"}]");
    assertThatThrownBy(() -> JmhJsonParts.merge(folder, folder.resolve("out")))
        .hasMessageContaining("x.json: is no JSON of JMH");
    JmhJsonParts.merge(folder.resolve("none"), folder.resolve("out"));
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private void write(String name, String model, String iterations) throws Exception {
    Files.writeString(
        folder.resolve(name + ".json"),
        """
        [{"benchmark": "b", "forks": 1, "params": {"model": "%s"},
          "primaryMetric": {"score": 1, "rawData": [%s]}, "secondaryMetrics": {"p99": {}}}]
        """
            .formatted(model, iterations));
  }
}
