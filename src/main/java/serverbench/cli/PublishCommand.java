package serverbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import serverbench.results.Interval;
import serverbench.results.Run;
import serverbench.results.RunSummary;

@Command(
    name = "publish",
    description =
        "Put a run's charts and run.json into charts/, and its figures into README.md between the"
            + " marks that are there for them; all of it or nothing.")
final class PublishCommand implements Callable<Integer> {

  private final Console console;
  private final RunFiles files;
  private final Path home;

  @Mixin private HelpOption help;

  @Parameters(
      paramLabel = "RUN_DIR",
      description = "Folder of a whole run with intervals (profile standard or full).")
  private Path folder;

  PublishCommand(Console console, RunFiles files, Path home) {
    this.console = console;
    this.files = files;
    this.home = home;
  }

  @Override
  public Integer call() {
    StoredRun stored = StoredRun.read(folder, files, home);
    RunSummary run = RunSummary.of(stored.run());
    refuseWhatRanksNothing(run);
    if (stored.run().environment().commit().endsWith("-dirty")) {
      console.err().println("this run's sources were changed and not committed: nobody has them");
    }
    try {
      files.publish(run, stored.folder().resolve("run.json"), home);
    } catch (IOException e) {
      throw CommandFailed.failed("nothing was published: " + Reason.of(e), e);
    }
    console.out().println("Published " + stored.run().id() + ": charts/ and README.md");
    console.out().flush();
    return ExitCode.OK;
  }

  /** What stands in the README is taken for more than it may be. */
  private void refuseWhatRanksNothing(RunSummary run) {
    if (run.run().status() == Run.Status.PARTIAL) {
      throw CommandFailed.usage(run.run().id() + " was interrupted: only a whole run is published");
    }
    if (run.points().stream().allMatch(point -> point.ranking().isEmpty())) {
      throw CommandFailed.usage(
          run.run().id()
              + " ranks nothing: only a run with "
              + Interval.FEWEST_FORKS
              + " forks or more is published");
    }
  }
}
