package serverbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serverbench.gate.GateMode;
import serverbench.gate.GateReport;
import serverbench.gate.GateTable;
import serverbench.gate.History;
import serverbench.gate.Ledger;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.RunSummary;

@Command(
    name = "merge",
    description = {
      "Put the parts of one gate, or of one run, together: each measured some of the models, or"
          + " further forks of the same.",
      "Parts of a gate may come from several machines, parts of a run from one. Exit code of a"
          + " gate: as gate."
    })
final class MergeCommand implements Callable<Integer> {

  private final Console console;
  private final RunFiles files;
  private final Path home;

  @Mixin private HelpOption help;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of the parts.")
  private List<Path> parts;

  @Option(
      names = "--parts",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "How many there must be; a gate with fewer is inconclusive.")
  private Integer expected;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the merged folder is made (default: results/ of this project).")
  private Path out;

  @Option(
      names = "--history",
      paramLabel = "DIR",
      description = "Add a merged gate to this history and ledger.")
  private Path history;

  MergeCommand(Console console, RunFiles files, Path home) {
    this.console = console;
    this.files = files;
    this.home = home;
  }

  @Override
  public Integer call() throws InterruptedException {
    // A part that was cut off has its plan and its pairs; one that ended well is needed to judge.
    boolean gates = all("plan.json") && any("gate.json");
    boolean runs = all("run.json");
    try {
      if (gates) {
        return mergeGates();
      }
      if (runs) {
        return mergeRuns();
      }
    } catch (IOException e) {
      throw CommandFailed.failed(Reason.of(e), e);
    }
    throw CommandFailed.usage(
        "each DIR must be a gate's, at least one of them with a gate.json, or each have a run.json");
  }

  private boolean all(String file) {
    return parts.stream().allMatch(part -> Files.isRegularFile(part.resolve(file)));
  }

  private boolean any(String file) {
    return parts.stream().anyMatch(part -> Files.isRegularFile(part.resolve(file)));
  }

  private int mergeGates() throws IOException, InterruptedException {
    GateMerge merge = GateMerge.of(parts, expected == null ? parts.size() : expected);
    Path folder = create(merge.plan().head().commit(), "gate");
    GateReport report = merge.report(folder);
    merge.plan().write(folder);
    GateFiles.write(report, folder);
    if (history != null) {
      keepHistory(report, merge.reports());
    }
    console.out().println(GateTable.of(report));
    console.out().println("Results: " + folder);
    console.out().flush();
    return report.exitCode();
  }

  /** A part's nights are its own: they belong to the machine that measured them. */
  private void keepHistory(GateReport report, List<GateReport> parts)
      throws IOException, InterruptedException {
    if (report.plan().mode() == GateMode.AA && report.complete()) {
      Ledger.append(history, report);
    }
    String branch = new RevisionJar(home).branch();
    Set<String> reasons = new LinkedHashSet<>();
    for (GateReport part : parts) {
      new History(history).append(part, branch).ifPresent(reasons::add);
    }
    reasons.forEach(console.err()::println);
  }

  private int mergeRuns() throws IOException {
    List<Run> runs = new java.util.ArrayList<>();
    for (Path part : parts) {
      runs.add(files.read(part));
    }
    Run first = runs.getFirst();
    Path folder = create(first.environment().commit(), first.profile());
    Run merged = RunMerge.of(runs, folder.getFileName().toString());
    files.write(merged, folder);
    RunSummary summary = RunSummary.of(merged);
    files.render(summary, folder);
    console.out().println(files.table(summary, console));
    console.out().println("Results: " + folder);
    console.out().flush();
    return merged.status() == Run.Status.COMPLETE ? ExitCode.OK : ExitCode.FAILED;
  }

  private Path create(String commit, String profile) {
    Path parent = out != null ? out : home.resolve("results");
    try {
      return RunFolder.create(parent, Instant.now(), commit, profile).path();
    } catch (IOException e) {
      throw CommandFailed.usage("cannot write results to " + parent + ": " + Reason.of(e));
    }
  }
}
