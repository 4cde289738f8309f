package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serverbench.results.RunFolder;
import serverbench.results.SyntheticRun;

/** A machine that does not give what the tools need: one clear line, and nothing half done. */
class HostIT {

  private static final Duration COMMAND = Duration.ofMinutes(1);

  @TempDir private Path temp;

  @Test
  void aLowLimitOfOpenFilesIsSaidBeforeAnythingStarts() throws Exception {
    Script.Ended ended =
        limited("ulimit -n 1000", "run epoll --workload article --out " + temp.resolve("out"));
    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err())
        .contains("article wants 1,000 connections", "ulimit -n allows 1,000", "--yes")
        .hasLineCount(1);
    assertThat(temp.resolve("out")).doesNotExist();
  }

  /** The kernel refuses what is written beyond the limit, as it does when a disk is full. */
  @Test
  void aFullDiskLeavesTheOlderFilesWholeAndNoParts() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("run"));
    new RunFolder(folder).write(SyntheticRun.small().build());
    Files.writeString(folder.resolve("report.html"), "as it was");
    Script.Ended ended = limited("ulimit -f 40", "report " + folder);
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err()).containsIgnoringCase("file too large").hasLineCount(1);
    assertThat(folder.resolve("report.html")).hasContent("as it was");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneLine() throws Exception {
    Script.Ended ended = limited("true", "run epoll --profile smoke --out /proc/results");
    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("cannot write results to /proc/results").hasLineCount(1);
  }

  @Test
  void aSecondRunIsToldOfTheFirst() throws Exception {
    Path lock = temp.resolve("serverbench-" + System.getProperty("user.name") + ".lock");
    try (MachineLock _ = MachineLock.take(lock, "pid 1, since noon")) {
      Script.Ended run = limited("true", "run epoll --profile smoke --out " + temp.resolve("out"));
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(run.err()).contains("another run", "pid 1, since noon").hasLineCount(1);
      Script.Ended soak = limited("true", "soak epoll --out " + temp.resolve("out"));
      assertThat(soak.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(soak.err()).contains("another run", "pid 1, since noon").hasLineCount(1);
    }
    assertThat(temp.resolve("out")).doesNotExist();
  }

  /** The script under a shell's limits. */
  private Script.Ended limited(String limits, String arguments) throws Exception {
    String command =
        limits + "; exec " + Path.of("run-bench.sh").toAbsolutePath() + " " + arguments;
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", command);
    try (Script script = Script.start(temp, shell)) {
      return script.await(COMMAND);
    }
  }
}
