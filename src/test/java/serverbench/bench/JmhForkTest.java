package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The whole way through a real JMH fork: load, counts, histogram, link to the parent, jmh.json. */
@Timeout(120)
class JmhForkTest {

  @TempDir Path folder;

  @Test
  void aForkBringsItsNumbersToTheParent() throws Exception {
    // Another JMH on this machine would disturb a measurement; nothing here depends on speed.
    System.setProperty("jmh.ignoreLock", "true");
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    RecordedProgress progress = new RecordedProgress();
    RunResult run =
        new Runner(
                new OptionsBuilder()
                    .include(ResponderBenchmark.class.getName())
                    .warmupIterations(0)
                    .measurementIterations(3)
                    .measurementTime(TimeValue.milliseconds(200))
                    .forks(1)
                    .jvmArgs(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx256m",
                        "-XX:-UseDynamicNumberOfCompilerThreads")
                    .shouldFailOnError(true)
                    .addProfiler(LoadProfiler.class)
                    .build(),
                new ForkOutput(new PrintStream(log, true, StandardCharsets.UTF_8), progress))
            .runSingle();
    BenchmarkResult result = run.getBenchmarkResults().iterator().next();
    ForkOutcome outcome = JmhForkRunner.outcome(result);
    TrialReport report = outcome.load().report();

    // No silent retry: every twentieth request is an error, and no other.
    long dropped = report.errors().getOrDefault("closed_early", 0L);
    assertThat(report.errors()).containsOnlyKeys("closed_early");
    assertThat(dropped).isEqualTo(report.server().get("requests") / ResponderBenchmark.DROPS_EVERY);
    assertThat(report.clientAnswers()).isEqualTo(report.serverAnswers());

    // The pauses do not inflate the score: JMH counted no more than completed while it measured.
    long completed = outcome.load().samples().stream().mapToLong(IterationSample::completed).sum();
    assertThat(result.getMetadata().getMeasurementOps())
        .isPositive()
        .isLessThanOrEqualTo(completed);

    assertThat(outcome.iterations()).hasSize(3).allMatch(score -> score > 0);
    assertThat(outcome.load().latencies().getTotalCount()).isPositive();
    assertThat(progress.events).contains("phase measure 3/3", "score");

    twoForksBecomeOneEntry(result);
  }

  @Test
  void whereTheAotCacheLiesIsNotRecorded() {
    assertThat(JmhForkRunner.recorded("-XX:AOTCache=/home/me/target/aot/client-52.aot"))
        .isEqualTo("-XX:AOTCache=client.aot");
    assertThat(JmhForkRunner.recorded("-Xmx2g")).isEqualTo("-Xmx2g");
  }

  private void twoForksBecomeOneEntry(BenchmarkResult result) throws Exception {
    Path file = folder.resolve("jmh.json");
    JmhJson.write(file, List.of(result, result));
    JsonNode json = new ObjectMapper().readTree(file.toFile());

    assertThat(json).hasSize(1);
    assertThat(json.at("/0/forks").asInt()).isEqualTo(2);
    assertThat(json.at("/0/primaryMetric/rawData")).hasSize(2).allMatch(fork -> fork.size() == 3);
    assertThat(json.at("/0/secondaryMetrics").propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("mean", "p50", "p90", "p99", "p99.9", "max");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
