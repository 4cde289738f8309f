package serverbench.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import serverbench.results.WholeFile;

/**
 * Writes JMH's own JSON for forks that were run one by one: those of the same benchmark and
 * parameters become one entry with rawData[fork][iteration], as if JMH had run them together.
 */
final class JmhJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JmhJson() {}

  /** The file is there whole or, when writing fails, as it was before. */
  static void write(Path file, List<BenchmarkResult> forks) throws IOException {
    WholeFile.write(file, text(forks));
  }

  static String text(List<BenchmarkResult> forks) throws IOException {
    Map<String, List<BenchmarkResult>> byParameters = new LinkedHashMap<>();
    for (BenchmarkResult fork : forks) {
      byParameters.computeIfAbsent(fork.getParams().id(), id -> new ArrayList<>()).add(fork);
    }
    List<RunResult> runs =
        byParameters.values().stream()
            .map(same -> new RunResult(same.getFirst().getParams(), same))
            .toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(runs);
    }
    JsonNode entries = JSON.readTree(bytes.toByteArray());
    for (JsonNode entry : entries) {
      // Each fork was run with a fork count of 1.
      ((ObjectNode) entry).put("forks", entry.at("/primaryMetric/rawData").size());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n";
  }
}
