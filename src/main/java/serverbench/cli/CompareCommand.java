package serverbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serverbench.results.Comparison;

@Command(
    name = "compare",
    description = {
      "Two stored runs side by side: figures, ratios of head to base with 95 %% intervals over"
          + " forks, and what else differs between the two. Measures nothing and decides nothing:"
          + " that is the gate's."
    })
final class CompareCommand implements Callable<Integer> {

  private final Console console;
  private final RunFiles files;
  private final Path home;

  @Mixin private HelpOption help;

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      description = "Folder of the run to compare with, or its name in results/.")
  private Path base;

  @Parameters(index = "1", paramLabel = "HEAD", description = "Folder of the run to compare.")
  private Path head;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write comparison.md and comparison.html there, too.")
  private Path out;

  CompareCommand(Console console, RunFiles files, Path home) {
    this.console = console;
    this.files = files;
    this.home = home;
  }

  @Override
  public Integer call() {
    StoredRun before = StoredRun.read(base, files, home);
    StoredRun after = StoredRun.read(head, files, home);
    Comparison comparison = Comparison.of(before.run(), after.run());
    if (comparison.points().isEmpty()) {
      throw CommandFailed.usage(
          "nothing to compare: " + base + " and " + head + " have no model and workload in common");
    }
    console.out().print(files.comparison(comparison, console));
    console.out().flush();
    if (out != null) {
      write(comparison);
      console
          .out()
          .println("Page: " + out.resolve("comparison.html").toAbsolutePath().normalize().toUri());
      console.out().flush();
    }
    return ExitCode.OK;
  }

  private void write(Comparison comparison) {
    try {
      files.write(comparison, out);
    } catch (IOException e) {
      throw CommandFailed.failed("cannot write to " + out + ": " + Reason.of(e), e);
    }
  }
}
