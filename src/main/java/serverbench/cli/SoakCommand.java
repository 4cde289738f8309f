package serverbench.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serverbench.bench.SoakCampaign;
import serverbench.bench.SoakPlan;
import serverbench.charts.SoakChart;
import serverbench.measure.SourceCommit;
import serverbench.models.Choice;
import serverbench.results.RunFolder;
import serverbench.results.Soak;
import serverbench.results.SoakFolder;

/**
 * Several at once are fine, each with a server of its own; a run that measures is not disturbed.
 */
@Command(
    name = "soak",
    description = "Mixed good and hostile traffic for a long time: does the server leak?")
final class SoakCommand implements Callable<Integer> {

  /** Longer than the idle limit of every model: what is left then, stays. */
  private static final Duration REST_WITHIN = Duration.ofSeconds(40);

  private static final double MOST_MINUTES = 7 * 24 * 60;

  private final Console console;
  private final Path home;
  private final Path lockFile;

  @Mixin private HelpOption help;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      converter = ModelName.class,
      description = "epoll, epoll:et, ... (all names: list --names).")
  private Choice choice;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long the traffic is judged, after a warm-up (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the soak's folder is made (default: results/ of this project).")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Order of the hostile clients' attacks.")
  private Long seed;

  SoakCommand(Console console, Path home, Path lockFile) {
    this.console = console;
    this.home = home;
    this.lockFile = lockFile;
  }

  @Override
  public Integer call() throws Exception {
    RunCommand.requireSupported(choice);
    if (!(minutes > 0) || minutes > MOST_MINUTES) {
      throw CommandFailed.usage("--minutes must be more than 0, and a week at the most");
    }
    long order = seed != null ? seed : new SplittableRandom().nextLong(1_000_000);
    String command =
        "./run-bench.sh soak %s --minutes %s --seed %d"
            .formatted(
                choice.label(),
                BigDecimal.valueOf(minutes).stripTrailingZeros().toPlainString(),
                order);
    String holder = "pid " + ProcessHandle.current().pid() + ": " + command;
    try (MachineLock _ = MachineLock.share(lockFile, holder)) {
      SoakFolder folder = createFolder();
      return soak(
          new SoakPlan(
              choice.label(),
              List.of(Main.class.getName(), "serve", choice.label(), "0", ServeCommand.WITH_INPUT),
              Duration.ofMillis(Math.round(minutes * 60_000)),
              REST_WITHIN,
              folder.path(),
              command,
              order),
          folder);
    }
  }

  private int soak(SoakPlan plan, SoakFolder folder) throws InterruptedException {
    SoakCampaign campaign =
        new SoakCampaign(plan, line -> console.err().println(choice.label() + ": " + line));
    Soak soak;
    try (Signals _ = Signals.onStop(campaign::stop)) {
      soak = campaign.run();
    } catch (IOException e) {
      throw CommandFailed.failed("the soak failed: " + Reason.of(e), e);
    }
    try {
      folder.write(soak);
      SoakChart.write(soak, folder.charts());
    } catch (IOException e) {
      throw CommandFailed.failed(
          "cannot write all results to " + folder.path() + ": " + Reason.of(e), e);
    }
    show(soak, folder);
    if (!soak.complete()) {
      return ExitCode.INTERRUPTED;
    }
    return soak.ok() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void show(Soak soak, SoakFolder folder) {
    console.out().println(soak.model() + ": " + soak.verdict());
    soak.findings()
        .forEach(
            finding ->
                console
                    .out()
                    .printf(
                        "%-4s  %s: %s%n",
                        finding.ok() ? "ok" : "FAIL", finding.subject(), finding.figures()));
    console
        .out()
        .printf(
            "      attacks: %,d, broken off %,d (%s)%n",
            soak.attacks(), soak.brokenAttacks(), soak.examples());
    console.out().println("Results: " + folder.path());
    console.out().flush();
  }

  private SoakFolder createFolder() {
    Path parent = out != null ? out : home.resolve("results");
    try {
      return new SoakFolder(
          RunFolder.create(parent, Instant.now(), SourceCommit.read(), "soak-" + choice.label())
              .path());
    } catch (IOException e) {
      throw CommandFailed.usage("cannot write results to " + parent + ": " + Reason.of(e));
    }
  }
}
