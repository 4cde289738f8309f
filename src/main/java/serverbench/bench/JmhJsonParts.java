package serverbench.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.util.ListStatistics;
import serverbench.results.WholeFile;

/**
 * Puts JMH's JSON of forks that other processes ran together: those of the same benchmark and
 * parameters become one entry with rawData[fork][iteration], its score computed by JMH's own
 * arithmetic. Secondary metrics are left out: they are percentiles, and percentiles of several
 * forks have none in common.
 */
public final class JmhJsonParts {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double CONFIDENCE = 0.999;
  private static final double[] PERCENTILES = {
    0.0, 50.0, 90.0, 95.0, 99.0, 99.9, 99.99, 99.999, 99.9999, 100.0
  };

  private JmhJsonParts() {}

  /**
   * Writes one file from all in a folder; nothing when there are none.
   *
   * @throws IOException when one of them is no JSON of JMH
   */
  public static void merge(Path folder, Path file) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> parts;
    try (Stream<Path> files = Files.list(folder)) {
      parts = files.filter(part -> part.toString().endsWith(".json")).sorted().toList();
    }
    Map<String, ObjectNode> entries = new LinkedHashMap<>();
    for (Path part : parts) {
      for (JsonNode entry : JSON.readTree(part.toFile())) {
        add(entries, entry, part);
      }
    }
    if (entries.isEmpty()) {
      return;
    }
    entries.values().forEach(JmhJsonParts::score);
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entries.values());
    WholeFile.write(file, text + "\n");
  }

  private static void add(Map<String, ObjectNode> entries, JsonNode entry, Path part)
      throws IOException {
    JsonNode rawData = entry.at("/primaryMetric/rawData");
    if (!(entry instanceof ObjectNode object) || !rawData.isArray()) {
      throw new IOException(part + ": is no JSON of JMH");
    }
    String key = entry.path("benchmark").asText() + entry.path("params");
    ObjectNode known = entries.putIfAbsent(key, object);
    if (known != null) {
      ((ArrayNode) known.at("/primaryMetric/rawData")).addAll((ArrayNode) rawData);
    }
  }

  private static void score(ObjectNode entry) {
    ObjectNode metric = (ObjectNode) entry.get("primaryMetric");
    ListStatistics statistics = new ListStatistics();
    for (JsonNode fork : metric.get("rawData")) {
      fork.forEach(iteration -> statistics.addValue(iteration.asDouble()));
    }
    entry.put("forks", metric.get("rawData").size());
    entry.putObject("secondaryMetrics");
    double[] interval = statistics.getConfidenceIntervalAt(CONFIDENCE);
    put(metric, "score", statistics.getMean());
    put(metric, "scoreError", statistics.getMeanErrorAt(CONFIDENCE));
    ArrayNode confidence = metric.putArray("scoreConfidence");
    for (double end : interval) {
      if (Double.isNaN(end)) {
        confidence.add("NaN");
      } else {
        confidence.add(end);
      }
    }
    ObjectNode percentiles = metric.putObject("scorePercentiles");
    for (double percentile : PERCENTILES) {
      put(percentiles, Double.toString(percentile), statistics.getPercentile(percentile));
    }
  }

  /** JMH writes what is no number as text. */
  private static void put(ObjectNode node, String field, double value) {
    if (Double.isNaN(value)) {
      node.put(field, "NaN");
    } else {
      node.put(field, value);
    }
  }
}
