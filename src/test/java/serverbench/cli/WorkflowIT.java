package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import serverbench.models.Choice;
import serverbench.models.Model;

/** The shell steps of nightly.yml as they stand there, run one after the other on this machine. */
class WorkflowIT {

  private static final Path WORKFLOWS = Path.of(".github", "workflows");
  private static final Duration STEP = Duration.ofMinutes(5);

  @TempDir private Path temp;

  @Test
  void theNightlyStepsRun() throws Exception {
    Map<String, Object> workflow = read("nightly.yml");
    Path checkout = Files.createDirectory(temp.resolve("checkout"));
    for (String name : List.of("run-bench.sh", "target")) {
      Files.createSymbolicLink(checkout.resolve(name), Path.of(name).toAbsolutePath());
    }
    Map<String, String> settings =
        Map.of(
            "HISTORY", "results/history",
            "BASELINE", "",
            "MODELS", "epoll",
            "PART", "one",
            "PARTS", "1",
            "OPTIONS", "--profile smoke --pairs 1 --screen-only --workload keepalive --budget 5m",
            "GITHUB_STEP_SUMMARY", checkout.resolve("summary.md").toString());
    for (String job : List.of("jars", "gate", "merge")) {
      for (Map<String, Object> step : shellSteps(workflow, job)) {
        Script.Ended ended = run(checkout, (String) step.get("run"), settings);
        // The last one hands on the gate's own answer.
        boolean answer = step.get("name").equals("Answer");
        assertThat(ended.exitCode())
            .as("%s: %s%s", step.get("name"), ended.out(), ended.err())
            .isIn(answer ? List.of(0, 4) : List.of(0));
      }
    }
    assertThat(checkout.resolve("summary.md")).content().contains("# Regression gate", "epoll");
    assertThat(checkout.resolve("results/history/reference.jar")).isNotEmptyFile();
  }

  /** No model falls out of the night because somebody forgot to write it into the matrix. */
  @Test
  void theMatrixHasEveryModelOnceAndCountsItsParts() throws Exception {
    Map<String, Object> workflow = read("nightly.yml");
    List<Map<String, String>> parts =
        at(at(at(at(at(workflow, "jobs"), "gate"), "strategy"), "matrix"), "include");
    assertThat(parts.stream().flatMap(part -> Stream.of(part.get("models").split(","))))
        .containsExactlyInAnyOrderElementsOf(
            Choice.all().stream()
                .filter(choice -> choice.variant().equals(Model.DEFAULT_VARIANT))
                .map(Choice::label)
                .toList());
    Map<String, Object> judge = shellSteps(workflow, "merge").getFirst();
    assertThat(this.<Map<String, String>>at(judge, "env"))
        .containsEntry("PARTS", Integer.toString(parts.size()));
  }

  @Test
  void everyActionIsPinnedToACommit() throws Exception {
    for (String file : List.of("ci.yml", "nightly.yml")) {
      List<String> uses =
          Files.readAllLines(WORKFLOWS.resolve(file)).stream()
              .filter(line -> line.contains("uses:"))
              .toList();
      assertThat(uses)
          .as(file)
          .isNotEmpty()
          .allMatch(line -> line.matches(".*uses: [\\w/-]+@[0-9a-f]{40} # v[0-9.]+"));
    }
  }

  private Script.Ended run(Path checkout, String shell, Map<String, String> settings)
      throws Exception {
    // As the runner calls a step.
    ProcessBuilder builder = new ProcessBuilder("bash", "-eo", "pipefail", "-c", shell);
    builder.directory(checkout.toFile());
    builder.environment().putAll(new LinkedHashMap<>(settings));
    try (Script script = Script.start(temp, builder)) {
      return script.await(STEP);
    }
  }

  private List<Map<String, Object>> shellSteps(Map<String, Object> workflow, String job) {
    List<Map<String, Object>> steps = at(at(at(workflow, "jobs"), job), "steps");
    return steps.stream().filter(step -> step.containsKey("run")).toList();
  }

  private static Map<String, Object> read(String file) throws Exception {
    return new Yaml().load(Files.readString(WORKFLOWS.resolve(file)));
  }

  @SuppressWarnings("unchecked")
  private <T> T at(Map<String, ?> node, String key) {
    assertThat(node).containsKey(key);
    return (T) node.get(key);
  }
}
