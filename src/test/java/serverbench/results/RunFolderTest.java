package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunFolderTest {

  private static final Instant STARTED = Instant.parse("2025-11-23T12:09:05.7Z");

  @TempDir Path results;

  @Test
  void isNamedByTimeCommitAndProfile() throws IOException {
    RunFolder first = RunFolder.create(results, STARTED, "74e2ae0-dirty", "smoke");
    RunFolder second = RunFolder.create(results, STARTED, "74e2ae0-dirty", "smoke");
    assertThat(first.id()).isEqualTo("20251123T120905Z-74e2ae0-dirty-smoke");
    assertThat(second.id()).isEqualTo("20251123T120905Z-74e2ae0-dirty-smoke-2");
    assertThat(first.path()).isDirectory();
  }

  @Test
  void latestFollowsTheNewestRun() throws IOException {
    RunFolder first = RunFolder.create(results, STARTED, "a", "smoke");
    RunFolder second = RunFolder.create(results, STARTED, "b", "smoke");
    first.markLatest();
    second.markLatest();
    Path latest = results.resolve("latest");
    assertThat(latest).isSymbolicLink();
    assertThat(Files.readSymbolicLink(latest)).isEqualTo(second.path().getFileName());
    second.write(SyntheticRun.small().build());
    assertThat(new RunFolder(latest).read().models()).hasSize(6);
  }

  @Test
  void latestNeverReplacesARealFolder() throws IOException {
    RunFolder run = RunFolder.create(results, STARTED, "a", "smoke");
    Files.createDirectory(results.resolve("latest"));
    assertThatThrownBy(run::markLatest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no symbolic link");
  }

  @Test
  void everythingComesBackFromJson() throws IOException {
    Run run =
        SyntheticRun.everything()
            .workloads("keepalive", "close")
            .failing("multi_process", "no answer for 10 s, 64 requests outstanding")
            .flagged("epoll", "client_limited", "93 % of the ceiling")
            .note("interrupted after 3 of 12 forks")
            .build();
    RunFolder folder = new RunFolder(results);
    folder.write(run);
    assertThat(folder.read()).isEqualTo(run);
    assertThat(folder.runJson())
        .content()
        .contains("\"started\" : \"2025-11-23T12:09:05Z\"")
        .contains("\n  \"environment\" : {\n");
  }

  @Test
  void fieldsOfALaterVersionArePassedOver() throws IOException {
    RunFolder folder = new RunFolder(results);
    Run run = SyntheticRun.small().build();
    folder.write(run);
    String json = Files.readString(folder.runJson());
    Files.writeString(
        folder.runJson(),
        json.replaceFirst("\"profile\"", "\"planet\" : {\"g\": [9.81]},\n  \"profile\"")
            .replaceFirst("\"kernel\"", "\"moon\" : null, \"kernel\""));
    assertThat(folder.read()).isEqualTo(run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                             | is empty
          [1, 2]                                         | is no run of this suite
          null                                           | is no run of this suite
          hello                                          | line 1, column
          {"benchmark": "x"}                             | no schemaVersion
          {"schemaVersion": 99, "run": []}               | written by a newer version of the suite (schema 99
          {"schemaVersion": 1}                           | missing
          {"schemaVersion": 1, "seed": "many"}           | seed
          {"schemaVersion": 1, "seed": 1, "started": "yesterday"} | started:
          """)
  void foreignFilesGetOneLine(String content, String expected) throws IOException {
    RunFolder folder = new RunFolder(results);
    Files.writeString(folder.runJson(), content == null ? "" : content);
    assertOneLine(folder, expected);
  }

  @Test
  void missingFileGetsOneLine() {
    assertOneLine(new RunFolder(results.resolve("nowhere")), "no such file");
  }

  @Test
  void fileCutAnywhereGetsOneLine() throws IOException {
    RunFolder folder = new RunFolder(results);
    folder.write(SyntheticRun.small().build());
    byte[] whole = Files.readAllBytes(folder.runJson());
    for (int part = 1; part < 40; part++) {
      int length = (int) ((long) whole.length * part / 40);
      Files.write(folder.runJson(), Arrays.copyOf(whole, length));
      assertOneLine(folder, part > 1 ? "cut short" : "line ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/forks/0/latency/histogram | \"AAAA\" | forks[0]: latency: not a compressed",
        "/forks/0/rawLatency/histogram | \"AAAA\" | forks[0]: rawLatency: not a compressed",
        "/forks/0/flags/0/rule | null | forks[0]: flags: one has no rule",
        "/forks/0/flags/0 | null | forks[0]: flags: one has no rule",
        "/forks/0/model | \"none\" | forks[0]: model none is not among the run's models",
        "/forks/1 | null | forks[1]: status is missing",
        "/ceilings/0 | null | ceilings[0]: status is missing",
        "/ceilings/0/resources | null | ceilings[0]: errors, flags or resources is missing",
        "/ceilings/0/workload | null | ceilings[0]: workload null is not among the run's",
        "/workloads/0/points/0 | null | workloads: latency has a point without a label"
      })
  void whatIsSpoiltIsNamedInOneLine(String path, String spoilt, String line) throws IOException {
    RunFolder folder = new RunFolder(results);
    folder.write(
        SyntheticRun.of("epoll")
            .workloads("latency", "keepalive")
            .forks(2)
            .withCeilings()
            .flagged("epoll", "drops", "spoilt below")
            .build());
    ObjectMapper json = new ObjectMapper();
    JsonNode run = json.readTree(folder.runJson().toFile());
    JsonPointer pointer = JsonPointer.valueOf(path);
    assertThat(run.at(pointer).isMissingNode()).isFalse();
    JsonNode parent = run.at(pointer.head());
    String last = pointer.last().getMatchingProperty();
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), json.readTree(spoilt));
    } else {
      ((ObjectNode) parent).set(last, json.readTree(spoilt));
    }
    json.writeValue(folder.runJson().toFile(), run);
    assertOneLine(folder, line);
  }

  @Test
  void numberThatIsMissingIsNotZero() throws IOException {
    RunFolder folder = new RunFolder(results);
    folder.write(SyntheticRun.of("epoll").forks(1).build());
    String json = Files.readString(folder.runJson());
    Files.writeString(folder.runJson(), json.replaceFirst("\"throughput\"", "\"thruput\""));
    assertOneLine(folder, "throughput");
  }

  private static void assertOneLine(RunFolder folder, String expected) {
    assertThatThrownBy(folder::read)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.runJson() + ": ")
        .hasMessageContaining(expected)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
