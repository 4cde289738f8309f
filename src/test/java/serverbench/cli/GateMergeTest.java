package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serverbench.gate.GateJar;
import serverbench.gate.GateMode;
import serverbench.gate.GatePlan;
import serverbench.gate.GateReport;
import serverbench.gate.GateRules;
import serverbench.results.Environment;
import serverbench.results.LoadPoint;
import serverbench.results.PairPoint;

class GateMergeTest {

  private static final Environment MACHINE =
      new Environment("c0ffee", "JDK 25", List.of(), "Linux", "CPU", 2, 1, null, 1, Map.of());

  @TempDir Path temp;

  @Test
  void aPartThatWasCutOffIsTakenAsFarAsItGoesAndLeavesTheWholeInconclusive() throws Exception {
    Path whole = part("epoll", "shared");
    report(whole);
    Path cutOff = part("poll", "shared");
    GateMerge merge = GateMerge.of(List.of(cutOff, whole), 2);
    assertThat(merge.plan().points()).extracting(PairPoint::model).containsExactly("poll", "epoll");
    GateReport merged = merge.report(temp.resolve("merged"));
    assertThat(merged.complete()).isFalse();
    assertThat(merged.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(merged.series()).hasSize(2);
    assertThat(merged.notes()).containsExactly(cutOff + " was cut off before it was done.");
  }

  @Test
  void partsOnOtherCoresAreNoPartsOfOneGate() throws Exception {
    Path one = part("epoll", "shared");
    report(one);
    Path other = part("poll", "split");
    assertThatThrownBy(() -> GateMerge.of(List.of(one, other), 2))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("are no parts of one gate: cores shared and split");
  }

  private Path part(String model, String cpus) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(model));
    plan(model, cpus).write(folder);
    return folder;
  }

  private static void report(Path folder) throws IOException {
    new GateReport(
            GateReport.SCHEMA_VERSION,
            folder.getFileName().toString(),
            GatePlan.read(folder),
            true,
            GateReport.Stance.ADVISORY,
            "a test",
            0,
            Instant.EPOCH,
            MACHINE,
            0,
            List.of(),
            List.of())
        .write(folder);
  }

  private static GatePlan plan(String model, String cpus) {
    GateJar jar = new GateJar("this build", "c0ffee", "00ff");
    return new GatePlan(
        GatePlan.SCHEMA_VERSION,
        GateMode.COMPARE,
        null,
        "./run-bench.sh gate --baseline main",
        1,
        "standard",
        cpus,
        true,
        GateRules.STANDARD,
        jar,
        jar,
        List.of(new PairPoint(model, "keepalive", LoadPoint.closed(64))),
        MACHINE,
        Instant.EPOCH,
        List.of());
  }
}
