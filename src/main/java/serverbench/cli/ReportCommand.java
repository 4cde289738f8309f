package serverbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import serverbench.results.RunSummary;

@Command(
    name = "report",
    description = "Draw charts and report of a run again, from its run.json; measures nothing.")
final class ReportCommand implements Callable<Integer> {

  private final Console console;
  private final RunFiles files;
  private final Path home;

  @Mixin private HelpOption help;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN_DIR",
      description = "Folder of the run (default: results/latest).")
  private Path folder;

  ReportCommand(Console console, RunFiles files, Path home) {
    this.console = console;
    this.files = files;
    this.home = home;
  }

  @Override
  public Integer call() {
    StoredRun stored =
        folder != null ? StoredRun.read(folder, files, home) : StoredRun.readLatest(files, home);
    Path chosen = stored.folder();
    RunSummary run = RunSummary.of(stored.run());
    try {
      files.render(run, chosen);
    } catch (IOException e) {
      throw CommandFailed.failed("cannot write to " + chosen + ": " + Reason.of(e), e);
    }
    console.out().println(files.table(run, console));
    console.out().println("Report: " + chosen.resolve("report.html").toAbsolutePath().toUri());
    console.out().flush();
    return ExitCode.OK;
  }
}
