package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serverbench.gate.GateReport;
import serverbench.results.Pair;
import serverbench.results.PairFolder;

/** The gate as people run it: real forks, cut off with SIGKILL, resumed. */
class GateScriptIT {

  private static final Duration AT_MOST = Duration.ofMinutes(5);

  @TempDir private Path temp;

  @Test
  void afterSigkillItGoesOnFromTheLastWholePair() throws Exception {
    String history = temp.resolve("history").toString();
    Path out = temp.resolve("out");
    try (Script gate =
        Script.start(
            temp,
            "gate",
            "--aa",
            "--models",
            "epoll",
            "--workload",
            "keepalive",
            "--profile",
            "smoke",
            "--pairs",
            "2",
            "--screen-only",
            "--out",
            out.toString(),
            "--history",
            history)) {
      // The third fork runs: the null server's is the first, then a pair.
      gate.awaitLine(AT_MOST, line -> line.contains("keepalive: started (round 2)"));
      gate.kill("KILL", Long.toString(gate.pid()));
    }
    Path folder = only(out);
    List<Pair> before = new PairFolder(folder.resolve("pairs")).pairs();
    assertThat(before).hasSize(1);
    assertThat(folder.resolve("gate.json")).doesNotExist();

    Script.Ended resumed =
        Script.run(temp, AT_MOST, "gate", "--resume", folder.toString(), "--history", history);
    assertThat(resumed.exitCode()).as(resumed.err()).isIn(0, 4);
    List<Pair> after = new PairFolder(folder.resolve("pairs")).pairs();
    assertThat(after).hasSizeGreaterThan(1).contains(before.getFirst());
    GateReport report = GateReport.read(folder);
    assertThat(report.exitCode()).isEqualTo(resumed.exitCode());
    assertThat(report.series()).hasSize(1);
    assertThat(resumed.out()).contains("epoll/keepalive/").contains("A/A");
    for (String file : List.of("gate.md", "gate-junit.xml", "exports/jmh-head.json")) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
    assertThat(partial(folder)).isEmpty();
    assertThat(Path.of(history, "aa-ledger.jsonl")).isNotEmptyFile();
  }

  private static Path only(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private static List<Path> partial(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }
}
