package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serverbench.results.ForkResult;
import serverbench.results.Run;
import serverbench.results.RunFolder;

/** SIGKILL asks nobody to clean up: what is left of a run then? */
class LeftoversIT {

  private static final Duration COMMAND = Duration.ofMinutes(1);
  private static final Duration RUN = Duration.ofMinutes(3);
  private static final Duration GONE = Duration.ofSeconds(20);
  private static final Pattern FORK_STARTED =
      Pattern.compile("\\[\\d/5\\] (epoll|thread_pool) .* started .*");

  @TempDir private Path temp;

  @Test
  void nothingOfARunOutlivesItsOrchestrator() throws Exception {
    try (Script script =
        Script.start(
            temp, "run", "process_pool1", "--workload", "keepalive", "--out", temp.toString())) {
      script.awaitLine(RUN, line -> line.contains("] process_pool1 keepalive: started"));
      // The fork, and the processes of its server.
      List<ProcessHandle> family = awaitDescendants(script, 5);
      script.kill("KILL", Long.toString(script.pid()));
      assertThat(family).allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(GONE));
    }
  }

  @Test
  void nothingOfAServerOutlivesIt() throws Exception {
    try (Script script = Script.start(temp, "serve", "process_pool1", "0")) {
      script.awaitLine(COMMAND, line -> line.startsWith("READY"));
      List<ProcessHandle> family = awaitDescendants(script, 4);
      script.kill("KILL", Long.toString(script.pid()));
      assertThat(family).allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(GONE));
    }
  }

  @Test
  void nothingOfAProfileOutlivesIt() throws Exception {
    try (Script script = Script.start(temp, "profile", "process_pool1", "--out", temp.toString())) {
      List<ProcessHandle> family = awaitDescendants(script, 5);
      script.kill("KILL", Long.toString(script.pid()));
      assertThat(family).allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(GONE));
    }
  }

  @Test
  void aKilledForkIsReportedWithItsCauseAndTheOthersAreMeasured() throws Exception {
    try (Script script =
        Script.start(
            temp,
            "run",
            "epoll",
            "thread_pool",
            "--profile",
            "smoke",
            "--out",
            temp.resolve("results").toString())) {
      Matcher started =
          FORK_STARTED.matcher(script.awaitLine(RUN, line -> FORK_STARTED.matcher(line).matches()));
      assertThat(started.matches()).isTrue();
      ProcessHandle fork = awaitDescendants(script, 1).getFirst();
      script.kill("KILL", Long.toString(fork.pid()));
      Script.Ended ended = script.await(RUN);
      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.FAILED);
      assertThat(ended.err()).contains("the fork was killed by signal 9");
      Run run = new RunFolder(temp.resolve("results/latest").toRealPath()).read();
      // Which model it was is the shuffle's choice.
      assertThat(run.forks())
          .filteredOn(f -> f.status() == ForkResult.Status.OK)
          .extracting(ForkResult::model)
          .doesNotContain(started.group(1))
          .isNotEmpty();
      assertThat(
              java.util.stream.Stream.concat(run.forks().stream(), run.ceilings().stream())
                  .filter(f -> f.status() == ForkResult.Status.FAILED))
          .extracting(ForkResult::failure)
          .containsExactly("the fork was killed by signal 9");
    }
  }

  private static List<ProcessHandle> awaitDescendants(Script script, int atLeast)
      throws InterruptedException {
    long giveUp = System.nanoTime() + COMMAND.toNanos();
    List<ProcessHandle> found = script.descendants();
    while (found.size() < atLeast) {
      assertThat(System.nanoTime()).as("descendants: %s", found).isLessThan(giveUp);
      Thread.sleep(20);
      found = script.descendants();
    }
    return found;
  }
}
