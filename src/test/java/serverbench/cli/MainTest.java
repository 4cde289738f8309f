package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.bench.CampaignPlan;
import serverbench.bench.Profile;
import serverbench.bench.Progress;
import serverbench.bench.Workload;
import serverbench.models.Choice;
import serverbench.report.TerminalTable.Style;
import serverbench.results.Comparison;
import serverbench.results.Environment;
import serverbench.results.ForkResult;
import serverbench.results.LoadPoint;
import serverbench.results.Run;
import serverbench.results.RunSummary;
import serverbench.server.Contender;

/** The commands with a campaign that measures nothing and files that are only noted. */
class MainTest {

  private static final int MOST_LINE_COLUMNS = 300;

  @TempDir private Path home;

  private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
  private final NotedFiles files = new NotedFiles();
  private CampaignPlan plan;
  private Run.Status ending = Run.Status.COMPLETE;
  private IOException failure;
  private boolean failFork;

  @Test
  void allPlansEverySupportedModelWithTheQuickProfile() {
    assertThat(run("all")).isEqualTo(ExitCode.OK);
    assertThat(labels(plan))
        .isNotEmpty()
        .containsExactlyElementsOf(
            Choice.all().stream()
                .filter(Choice::isDefault)
                .filter(c -> c.model().unsupported(c.variant()).isEmpty())
                .map(Choice::label)
                .toList());
    assertThat(plan.profile()).isEqualTo(Profile.QUICK);
    assertThat(plan.folder().getParent()).isEqualTo(home.resolve("results"));
    assertThat(plan.forks()).isEmpty();
    assertThat(files.calls).containsExactly("create", "write", "render", "latest");
    assertThat(out()).contains("the table", plan.folder().toString(), "report.html");
    assertThat(err()).contains("1 forks, about 1 s");
  }

  @Test
  void runPlansWhatWasAskedForOnceAndInTheArticlesOrder() {
    Path out = home.resolve("elsewhere/deep");
    int code =
        run(
            "run",
            "fiber",
            "epoll:et",
            "fiber",
            "epoll:default",
            "--profile",
            "smoke",
            "--workload",
            "close,keepalive",
            "--forks",
            "3",
            "--connections",
            "16",
            "--seed",
            "7",
            "--out",
            out.toString(),
            "--quiet");
    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(plan.choices())
        .extracting(Contender::label)
        .containsExactly("epoll", "epoll:et", "fiber");
    assertThat(plan.workloads()).containsExactly(Workload.keepalive, Workload.close);
    assertThat(plan.profile()).isEqualTo(Profile.SMOKE);
    assertThat(plan.forks()).isEqualTo(OptionalInt.of(3));
    assertThat(plan.connections()).isEqualTo(OptionalInt.of(16));
    assertThat(plan.seed()).isEqualTo(7);
    assertThat(plan.folder().getParent()).isEqualTo(out);
    assertThat(plan.command())
        .isEqualTo(
            "./run-bench.sh run epoll epoll:et fiber --profile smoke --workload keepalive,close"
                + " --connections 16 --forks 3 --seed 7");
    assertThat(err()).isEmpty();
  }

  @Test
  void theCommandOfARunMakesTheSamePlanAgain() {
    run("run", "epoll", "--workload", "close");
    CampaignPlan first = plan;
    run(first.command().replace("./run-bench.sh ", "").split(" "));
    assertThat(plan.command()).isEqualTo(first.command());
    assertThat(plan.seed()).isEqualTo(first.seed());
    assertThat(plan.choices()).isEqualTo(first.choices());
    assertThat(plan.workloads()).isEqualTo(first.workloads());
  }

  @Test
  void aFailedForkFailsTheRunAndIsNamed() {
    failFork = true;
    assertThat(run("run", "epoll")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("failed: epoll keepalive, fork 1: it stood still");
    assertThat(files.calls).contains("write", "render", "latest");
  }

  @Test
  void aPartialRunIsWrittenAndExitsAsInterrupted() {
    ending = Run.Status.PARTIAL;
    assertThat(run("run", "epoll")).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(files.calls).contains("write", "render");
  }

  @Test
  void aCampaignThatCannotRunIsOneLineAndLeavesNoEmptyFolder() {
    failure = new IOException("no fork could start\nand more");
    assertThat(run("run", "epoll", "-q")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).isEqualTo("run-bench.sh: the run failed: no fork could start\n");
    assertThat(plan.folder()).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoticedBeforeMeasuring() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    assertThat(run("all", "--out", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(plan).isNull();
    assertThat(err()).startsWith("run-bench.sh: cannot write results to " + file).hasLineCount(1);
  }

  @Test
  void aSecondRunAtTheSameTimeIsRefused() {
    try (MachineLock _ = MachineLock.take(home.resolve("lock"), "pid 1")) {
      assertThat(run("all")).isEqualTo(ExitCode.FAILED);
    }
    assertThat(plan).isNull();
    assertThat(err()).contains("another run is at work on this machine (pid 1)").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "run epol | unknown model 'epol'; nearest: epoll,",
        "serve Fibre | unknown model 'Fibre'; nearest: fiber",
        "all --workload keepaliv | unknown workload 'keepaliv'; nearest: keepalive",
        "all --profile slow | unknown profile 'slow'; all: smoke, quick",
        "all --fork 3 | unknown option '--fork'; nearest: --forks",
        "all --forks 0 | '0' is no whole number of 1 or more",
        "all --connections x | 'x' is no whole number of 1 or more",
        "run | 'MODEL'",
        "lst | unknown command 'lst'; nearest: list",
        "list more | one word too many: 'more'",
        "list --json --names | mutually exclusive",
        "serve epoll 65536 | port must be 0 to 65535, not 65536",
        "serve epoll x | 'x'",
        "soak epol | unknown model 'epol'; nearest: epoll,",
        "soak epoll --minutes 0 | --minutes must be more than 0",
        "serve epoll 0 --bind 1.2.3.4.5 | no such address: --bind 1.2.3.4.5",
        "serve epoll 0 --access-log /no/such/log | cannot write the access log: /no/such/log",
        "report /no/such/run | no run.json in /no/such/run",
        "compare /no/such/run x | no run.json in /no/such/run",
        "compare one | 'HEAD'",
        "publish /no/such/run | no run.json in /no/such/run",
        "publish | 'RUN_DIR'",
        "gate | --baseline is missing",
        "gate --baseline no-such-thing --models epoll | is no jar, no folder of results and no revision",
        "gate --baseline x --aa --simulate | --simulate and --aa do not go together",
        "gate --baseline x --advisory --enforce | do not go together",
        "gate --baseline x --confirm-pairs 6 | can confirm nothing",
        "gate --baseline x --budget soon | 'soon' is no time like 2h",
        "gate --baseline x --models epoll --budget 1m | the screen alone takes about",
        "gate --planted 25 --workload keepalive | it goes with --workload cpu alone",
        "gate --planted 500 | --planted takes 1 to 400 percent",
        "gate --resume /no/such/gate | nothing to resume: /no/such/gate/plan.json: no such file",
        "trend --history /no/such/history | no nights in /no/such/history",
        "gate --resume x --seed 3 | --seed does not go with --resume",
        "gate --baseline x --head y --aa | --head does not go with",
        "gate --baseline reference --models epoll | nothing is frozen in",
        "merge /no/such/part | each DIR must be a gate's",
        "test | ./run-bench.sh test"
      })
  void badArgumentsAreOneLineAndExitCode2(String arguments, String line) {
    assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(out()).isEmpty();
    assertThat(err()).startsWith("run-bench.sh: ").contains(line).hasLineCount(1);
    assertThat(err().length()).isLessThan(MOST_LINE_COLUMNS);
    assertThat(plan).isNull();
  }

  @Test
  void withoutACommandItSaysWhereTheCommandsAre() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("./run-bench.sh help").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all", "run", "list", "serve", "report", "compare", "publish", "gate", "trend", "merge",
        "jar", "doctor", "soak", "test"
      })
  void everyCommandHasHelp(String command) {
    assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);
    assertThat(out()).startsWith("Usage: run-bench.sh " + command);
    assertThat(err()).isEmpty();
    outBytes.reset();
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("\n  " + command + " ");
  }

  @Test
  void listNamesIsOneRunnableNameALine() {
    assertThat(run("list", "--names")).isEqualTo(ExitCode.OK);
    assertThat(out().lines())
        .isNotEmpty()
        .containsExactlyElementsOf(
            Choice.all().stream()
                .filter(c -> c.model().unsupported(c.variant()).isEmpty())
                .map(Choice::label)
                .toList());
  }

  @Test
  void listNamesWithReferencesNamesThemLast() {
    assertThat(run("list", "--names", "--with-references")).isEqualTo(ExitCode.OK);
    assertThat(out().lines())
        .containsExactlyElementsOf(
            ServerName.all().stream()
                .filter(server -> server.unsupported().isEmpty())
                .map(Contender::label)
                .toList());
    assertThat(out()).contains("jetty");
  }

  @Test
  void allMeasuresVariantsUnlessTheProfileIsQuick() {
    assertThat(run("all")).isEqualTo(ExitCode.OK);
    assertThat(labels(plan)).contains("epoll", "hybrid").noneMatch(label -> label.contains(":"));
    assertThat(run("all", "--profile", "smoke")).isEqualTo(ExitCode.OK);
    assertThat(labels(plan)).contains("epoll", "epoll:et");
    assertThat(run("run", "epoll:et", "--profile", "quick")).isEqualTo(ExitCode.OK);
    assertThat(labels(plan)).containsExactly("epoll:et");
  }

  @Test
  void allMeasuresReferencesWhenAskedOrTheProfileHasThem() {
    assertThat(run("all", "--with-references")).isEqualTo(ExitCode.OK);
    assertThat(labels(plan)).contains("epoll", "jetty");
    assertThat(plan.command()).contains("--with-references");
    assertThat(run("all", "--profile", "standard", "--yes")).isEqualTo(ExitCode.OK);
    assertThat(labels(plan)).contains("epoll", "jetty");
    assertThat(run("all", "--profile", "full", "--without-references", "--yes"))
        .isEqualTo(ExitCode.OK);
    assertThat(labels(plan)).contains("epoll").doesNotContain("jetty");
    assertThat(plan.command()).contains("--without-references");
  }

  @Test
  void runTakesReferencesByNameAndAllOfThemWithTheOption() {
    assertThat(run("run", "jetty", "epoll")).isEqualTo(ExitCode.OK);
    assertThat(labels(plan)).containsExactly("epoll", "jetty");
    assertThat(run("run", "jetty", "--with-references")).isEqualTo(ExitCode.OK);
    assertThat(labels(plan)).startsWith("jetty").contains("microhttp").doesNotHaveDuplicates();
  }

  private static List<String> labels(CampaignPlan plan) {
    return plan.choices().stream().<String>map(Contender::label).toList();
  }

  @Test
  void listJsonHasEveryChoice() throws IOException {
    assertThat(run("list", "--json")).isEqualTo(ExitCode.OK);
    var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(out());
    assertThat(json.findValuesAsText("name"))
        .containsExactlyElementsOf(ServerName.all().stream().map(Contender::label).toList());
    assertThat(json.get(0).get("number").asInt()).isEqualTo(1);
    var last = json.get(json.size() - 1);
    assertThat(last.get("number").isNull()).isTrue();
    assertThat(last.get("family").asText()).isEqualTo("References");
    assertThat(json.get(0).get("supported").isBoolean()).isTrue();
  }

  @Test
  void reportReadsThenRenders() throws IOException {
    Files.writeString(home.resolve("run.json"), "{}");
    assertThat(run("report", home.toString())).isEqualTo(ExitCode.OK);
    assertThat(files.calls).containsExactly("read", "render");
    assertThat(out()).contains("the table");
  }

  @Test
  void aBrokenRunIsOneLineAndOverwritesNothing() throws IOException {
    Files.writeString(home.resolve("run.json"), "{");
    files.broken = new IOException("run.json: ends too early");
    assertThat(run("report", home.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(files.calls).containsExactly("read");
    assertThat(err()).isEqualTo("run-bench.sh: run.json: ends too early\n");
  }

  @ParameterizedTest
  @CsvSource({"COMPLETE, id ranks nothing: only a run with 3 forks", "PARTIAL, id was interrupted"})
  void onlyARunThatRanksIsPublished(Run.Status status, String line) throws IOException {
    ending = status;
    Files.writeString(home.resolve("run.json"), "{}");
    assertThat(run("publish", home.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err()).startsWith("run-bench.sh: " + line).hasLineCount(1);
    assertThat(files.calls).containsExactly("read");
  }

  @Test
  void runsWithNothingInCommonAreNotCompared() throws IOException {
    Path named = Files.createDirectories(home.resolve("results/a-run"));
    Files.writeString(named.resolve("run.json"), "{}");
    assertThat(run("compare", "a-run", named.resolve("run.json").toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(files.calls).containsExactly("read", "read");
    assertThat(err()).contains("have no model and workload in common").hasLineCount(1);
  }

  private int run(String... arguments) {
    Console console =
        new Console(stream(outBytes), stream(errBytes), 100, Style.PLAIN, false, false);
    return Main.run(
        new Measuring(console, new FakeCampaign(), files, home, home.resolve("lock")), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return outBytes.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return errBytes.toString(StandardCharsets.UTF_8);
  }

  private Run result() {
    ForkResult fork =
        new ForkResult(
            "epoll",
            "keepalive",
            LoadPoint.closed(64),
            0,
            failFork ? ForkResult.Status.FAILED : ForkResult.Status.OK,
            failFork ? "it stood still" : null,
            1,
            List.of(1.0),
            1,
            null,
            null,
            null,
            Map.of(),
            1,
            1,
            null,
            List.of(),
            null,
            Map.of());
    Environment environment =
        new Environment("c", "j", List.of(), "k", "cpu", 2, 1, null, 1, Map.of());
    return new Run(
        Run.SCHEMA_VERSION,
        "id",
        ending,
        "quick",
        "",
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        environment,
        List.of(),
        List.of(),
        List.of(fork),
        List.of(),
        List.of());
  }

  private final class FakeCampaign implements Measurement {

    @Override
    public Run run(CampaignPlan asked, Progress progress) throws IOException {
      plan = asked;
      if (failure != null) {
        throw failure;
      }
      progress.begin(1, Duration.ofSeconds(1));
      return result();
    }

    @Override
    public void stop() {
      throw new AssertionError("nobody sent a signal");
    }
  }

  private final class NotedFiles implements RunFiles {

    private final List<String> calls = new ArrayList<>();
    private IOException broken;

    @Override
    public Path create(Path parent, Instant started, Profile profile) throws IOException {
      calls.add("create");
      return Files.createDirectories(parent.resolve("run-" + calls.size()));
    }

    @Override
    public void write(Run run, Path folder) {
      calls.add("write");
    }

    @Override
    public Run read(Path folder) throws IOException {
      calls.add("read");
      if (broken != null) {
        throw broken;
      }
      return result();
    }

    @Override
    public void render(RunSummary run, Path folder) {
      calls.add("render");
    }

    @Override
    public void makeLatest(Path folder) {
      calls.add("latest");
    }

    @Override
    public String table(RunSummary run, Console console) {
      return "the table";
    }

    @Override
    public String comparison(Comparison comparison, Console console) {
      throw new AssertionError("these runs have nothing in common");
    }

    @Override
    public void write(Comparison comparison, Path folder) {
      throw new AssertionError("these runs have nothing in common");
    }

    @Override
    public void publish(RunSummary run, Path runJson, Path project) {
      throw new AssertionError("this run ranks nothing");
    }
  }
}
