package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.results.ForkResult;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.SyntheticRun;

/**
 * The packaged jar and run-bench.sh from outside: signals, ports, exit codes, what is left over.
 */
class CommandLineIT {

  private static final Duration COMMAND = Duration.ofMinutes(1);
  private static final Duration FORK = Duration.ofMinutes(2);
  private static final Pattern READY =
      Pattern.compile("READY (\\S+) (http://127\\.0\\.0\\.1:(\\d+)/) pid=(\\d+)");

  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({"epoll, TERM", "fiber, INT", "reactor:multi, TERM"})
  void serveAnswersUntilASignalAndEndsWellAtOnce(String model, String signal) throws Exception {
    try (Script serve = Script.start(temp, "serve", model, "0")) {
      Matcher ready = READY.matcher(serve.awaitLine(COMMAND, line -> line.startsWith("READY")));
      assertThat(ready.matches()).isTrue();
      assertThat(ready.group(1)).isEqualTo(model);
      assertThat(Long.parseLong(ready.group(4))).isEqualTo(serve.pid());
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(URI.create(ready.group(2))).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Hello, World!");
        // With the connection still open: the server does not wait for clients to leave.
        serve.kill(signal, Long.toString(serve.pid()));
        Script.Ended ended = serve.await(COMMAND);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out().lines()).hasSize(1);
        assertThat(ended.err()).isEmpty();
      }
      // Bound again at once: nothing of the server is left on the port.
      try (ServerSocket again = new ServerSocket(Integer.parseInt(ready.group(3)))) {
        assertThat(again.isBound()).isTrue();
      }
    }
  }

  @Test
  void aPortInUseIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      Script.Ended ended =
          Script.run(temp, COMMAND, "serve", "epoll", Integer.toString(taken.getLocalPort()));
      assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .contains("in use")
          .hasLineCount(1);
    }
  }

  @Test
  void anUnknownModelIsOneLineWithTheNearestNames() throws Exception {
    Script.Ended ended = Script.run(temp, COMMAND, "run", "epol", "--out", temp.toString());
    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("unknown model 'epol'; nearest: epoll,").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ctrl-C", "TERM"})
  void anInterruptedRunKeepsWhatWasMeasuredAndLeavesNoProcess(String how) throws Exception {
    Path out = temp.resolve("results");
    try (Script script =
        Script.start(
            temp,
            "run",
            "epoll",
            "thread_pool",
            "--profile",
            "smoke",
            "--forks",
            "5",
            "--out",
            out.toString())) {
      // After the null server's fork and the first of a model.
      script.awaitLine(FORK, line -> line.startsWith("[3/15] ") && line.contains("started"));
      List<ProcessHandle> forks = script.descendants();
      if (how.equals("Ctrl-C")) {
        script.kill("INT", "-" + script.pid());
      } else {
        script.kill("TERM", Long.toString(script.pid()));
      }
      Script.Ended ended = script.await(FORK);
      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(ended.out()).containsIgnoringCase("partial");
      assertThat(forks)
          .allSatisfy(fork -> assertThat(fork.onExit()).succeedsWithin(Duration.ofSeconds(5)));
    }
    RunFolder folder = new RunFolder(out.resolve("latest").toRealPath());
    Run run = folder.read();
    assertThat(run.status()).isEqualTo(Run.Status.PARTIAL);
    assertThat(run.notes()).isNotEmpty();
    assertThat(run.forks())
        .hasSizeBetween(1, 9)
        .first()
        .returns(ForkResult.Status.OK, ForkResult::status);
    assertThat(folder.path().resolve("report.html")).content().containsIgnoringCase("partial");
  }

  @Test
  void theJarIsAPlainJmhJar() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try (Script jmh =
        Script.start(temp, new ProcessBuilder(java, "-jar", "target/benchmarks.jar", "-l"))) {
      Script.Ended ended = jmh.await(COMMAND);
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.out()).startsWith("Benchmarks:").contains("\nserverbench.bench.");
    }
  }

  @Test
  void theScriptWorksThroughALinkFromAnotherFolder() throws Exception {
    Path link =
        Files.createSymbolicLink(temp.resolve("bench"), Path.of("run-bench.sh").toAbsolutePath());
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    try (Script script =
        Script.start(
            temp,
            new ProcessBuilder(link.toString(), "list", "--names").directory(elsewhere.toFile()))) {
      Script.Ended ended = script.await(COMMAND);
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.out().lines()).contains("epoll", "epoll:et");
    }
    // JUnit would warn of a link that leads out of its folder.
    Files.delete(link);
  }

  /** The script gives the command a heap of 1 GiB. */
  @Test
  void sixtyMegabytesOfHistogramsAreReportedAndComparedWithTheHeapOfTheScript() throws Exception {
    RunFolder large = new RunFolder(Files.createDirectory(temp.resolve("large")));
    large.write(SyntheticRun.everything().allWorkloads().forks(32).build());
    assertThat(Files.size(large.runJson())).isGreaterThan(60_000_000);
    Script.Ended report = Script.run(temp, FORK, "report", large.path().toString());
    assertThat(report.exitCode()).as(report.err()).isEqualTo(ExitCode.OK);
    assertThat(large.path().resolve("report.html")).isNotEmptyFile();
    RunFolder small = new RunFolder(Files.createDirectory(temp.resolve("small")));
    small.write(SyntheticRun.small().seed(2).jdk("Another, 26").build());
    Script.Ended compare =
        Script.run(
            temp,
            FORK,
            "compare",
            large.path().toString(),
            small.runJson().toString(),
            "--out",
            temp.resolve("compared").toString());
    assertThat(compare.exitCode()).as(compare.err()).isEqualTo(ExitCode.OK);
    assertThat(compare.out()).contains("Another JDK: ", "Page: file:///");
    assertThat(temp.resolve("compared/comparison.md")).isNotEmptyFile();
    assertThat(temp.resolve("compared/comparison.html")).isNotEmptyFile();
  }
}
