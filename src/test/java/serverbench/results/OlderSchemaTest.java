package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were written before there were points, open loop, ceilings and topologies. */
class OlderSchemaTest {

  @TempDir Path folder;

  @Test
  void runOfSchemaOneReadsAsOnePointAWorkload() throws IOException {
    try (var sample = OlderSchemaTest.class.getResourceAsStream("run-schema-1.json")) {
      Files.copy(sample, folder.resolve("run.json"));
    }
    Run run = new RunFolder(folder).read();
    assertThat(run.schemaVersion()).isEqualTo(1);
    assertThat(run.ceilings()).isEmpty();
    assertThat(run.workloads().getFirst().points()).containsExactly(LoadPoint.closed(64));
    assertThat(run.forks()).allMatch(fork -> fork.point().equals(LoadPoint.closed(64)));
    assertThat(run.models()).allMatch(model -> model.topology().isEmpty());
    RunSummary summary = RunSummary.of(run);
    assertThat(summary.points()).hasSize(1);
    assertThat(summary.points().getFirst().of("epoll").orElseThrow().throughput().orElseThrow())
        .isBetween(9e4, 11e4);
  }
}
