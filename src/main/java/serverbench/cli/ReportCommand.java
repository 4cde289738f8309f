package serverbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import serverbench.results.Run;

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
    Path chosen = folder != null ? folder : home.resolve("results").resolve("latest");
    if (!Files.isRegularFile(chosen.resolve("run.json"))) {
      throw CommandFailed.usage(
          "no run.json in " + chosen + "; ./run-bench.sh all makes a run in results/");
    }
    Run run = read(chosen);
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

  /** Read to its end before anything is written: a broken run.json overwrites nothing. */
  private Run read(Path chosen) {
    try {
      return files.read(chosen);
    } catch (IOException e) {
      throw CommandFailed.failed(Reason.of(e), e);
    }
  }
}
