package serverbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import serverbench.bench.CpuPlacement;
import serverbench.bench.Profile;
import serverbench.bench.Workload;
import serverbench.gate.GateMode;
import serverbench.gate.GateReport;
import serverbench.gate.GateRules;
import serverbench.gate.GateTable;
import serverbench.gate.History;
import serverbench.gate.SimulationTable;
import serverbench.models.Choice;
import serverbench.results.Pair;

@Command(
    name = "gate",
    description = {
      "Is head slower than the baseline? Pairs of JVM forks, screened, then confirmed.",
      "Exit codes: 0 no; 1 head does not work; 3 yes; 4 no answer."
    })
final class GateCommand implements Callable<Integer> {

  private static final Set<String> WITH_RESUME =
      Set.of("--resume", "--budget", "--advisory", "--enforce", "--history", "--freeze", "--quiet");

  private final Console console;
  private final Path home;
  private final Path lockFile;

  @Spec private CommandSpec spec;

  @Mixin private HelpOption help;

  @Option(
      names = "--baseline",
      paramLabel = "WHAT",
      description =
          "A jar, a git revision, a folder of results whose jar is meant, or \"reference\": the"
              + " history's frozen jar.")
  String baseline;

  @Option(
      names = "--freeze",
      description = "Make this gate's baseline the reference of the history from now on.")
  boolean freeze;

  @Option(
      names = "--head",
      paramLabel = "WHAT",
      description = "The same for the other side (default: this build).")
  String head;

  @Option(
      names = "--models",
      paramLabel = "MODEL",
      split = ",",
      converter = ModelName.class,
      description = "Models and variants (default: all models, without their variants).")
  List<Choice> models = new ArrayList<>();

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      split = ",",
      converter = WorkloadName.class,
      description = "Workloads (default: keepalive,latency).")
  List<Workload> workloads = new ArrayList<>();

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "2h",
      converter = TimeBudget.class,
      description = "Time for this call, as 2h or 90m (default: ${DEFAULT-VALUE}).")
  Duration budget;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "standard",
      converter = ProfileName.class,
      description = "How long each fork measures (default: ${DEFAULT-VALUE}).")
  Profile profile;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "Pairs of the screen (default: 6; others are no gate to rely on).")
  Integer pairs;

  @Option(
      names = "--confirm-pairs",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "Pairs that confirm a suspect, 7 or more (default: 15).")
  Integer confirmPairs;

  @Option(names = "--screen-only", description = "Confirm nothing: for the history alone.")
  boolean screenOnly;

  @Option(
      names = "--cpus",
      paramLabel = "PLACEMENT",
      defaultValue = "shared",
      converter = CpuPlacementText.class,
      description = "Cores, as for run (default: ${DEFAULT-VALUE}).")
  CpuPlacement cpus;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Order of the pairs (default: a new one, recorded).")
  Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the gate's folder is made (default: results/ of this project).")
  Path out;

  @Option(
      names = "--history",
      paramLabel = "DIR",
      description = "Where ledger and history are kept (default: results/history).")
  Path history;

  @Option(names = "--advisory", description = "Tell of a regression, but exit with 0.")
  boolean advisory;

  @Option(
      names = "--enforce",
      description = "Exit with 3 on a regression, whatever the ledger says.")
  boolean enforce;

  @Option(names = "--aa", description = "The baseline's jar on both sides; goes into the ledger.")
  boolean aa;

  @Option(
      names = "--planted",
      paramLabel = "PERCENT",
      converter = PositiveInt.class,
      description = "The baseline's jar on both sides, head with so much more work in /cpu.")
  Integer planted;

  @Option(
      names = "--self-test",
      description =
          "An A/A gate, then planted slow-downs of 25 and 10 %% in the cpu workload (default: four"
              + " models).")
  boolean selfTest;

  @Option(names = "--simulate", description = "What the rules find in synthetic forks.")
  boolean simulate;

  @Option(
      names = "--nights",
      paramLabel = "N",
      defaultValue = "10000",
      converter = PositiveInt.class,
      description = "Nights to simulate (default: ${DEFAULT-VALUE}).")
  int nights;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Go on with a gate that was cut off.")
  Path resume;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress; only the table.")
  boolean quiet;

  GateCommand(Console console, Path home, Path lockFile) {
    this.console = console;
    this.home = home;
    this.lockFile = lockFile;
  }

  @Override
  public Integer call() throws InterruptedException {
    requireOneMode();
    try {
      if (simulate) {
        long used = seed == null ? 1 : seed;
        console.out().print(SimulationTable.of(rules(), 44, nights, used));
        return ExitCode.OK;
      }
      GateStart start = new GateStart(console, home, this);
      if (selfTest) {
        return new SelfTest(console, this, start).run();
      }
      GateStart.Begun begun = resume == null ? start.begin() : start.resume(resume);
      GateReport report = run(begun, start);
      return report.exitCode();
    } catch (IOException e) {
      throw CommandFailed.failed(Reason.of(e), e);
    }
  }

  /** Measures, writes everything down and prints the table. */
  GateReport run(GateStart.Begun begun, GateStart start) throws IOException, InterruptedException {
    GateMeasuring measuring = new GateMeasuring(console, lockFile, historyFolder(), quiet);
    GateReport report =
        measuring.measure(begun.plan(), begun.folder(), budget, start.stance(begun.plan()));
    console.out().println(GateTable.of(report));
    console.out().println("Results: " + begun.folder());
    console.out().flush();
    keepHistory(report, begun.folder());
    return report;
  }

  private void keepHistory(GateReport report, Path folder)
      throws IOException, InterruptedException {
    History kept = new History(historyFolder());
    if (freeze && report.complete()) {
      Path jar = GateJars.place(folder, Pair.Side.BASELINE);
      kept.freeze(jar, report.plan().baseline(), report.finished());
    }
    if (report.plan().mode() == GateMode.COMPARE) {
      kept.append(report, new RevisionJar(home).branch()).ifPresent(console.err()::println);
    }
  }

  Path historyFolder() {
    return history != null ? history : home.resolve("results").resolve("history");
  }

  GateRules rules() {
    GateRules standard = GateRules.STANDARD;
    return standard.withPairs(
        pairs == null ? standard.screenPairs() : pairs,
        confirmPairs == null ? standard.confirmPairs() : confirmPairs);
  }

  List<Workload> chosenWorkloads(List<Workload> otherwise) {
    return workloads.isEmpty() ? otherwise : List.copyOf(EnumSet.copyOf(workloads));
  }

  private void requireOneMode() {
    List<String> modes = new ArrayList<>();
    add(simulate, "--simulate", modes);
    add(selfTest, "--self-test", modes);
    add(aa, "--aa", modes);
    add(planted != null, "--planted", modes);
    add(resume != null, "--resume", modes);
    if (modes.size() > 1) {
      throw CommandFailed.usage(String.join(" and ", modes) + " do not go together");
    }
    if (resume != null) {
      requirePlanUntouched();
    }
    if ((aa || planted != null) && head != null) {
      throw CommandFailed.usage(
          "--head does not go with a gate that has the baseline on both sides");
    }
    if (advisory && enforce) {
      throw CommandFailed.usage("--advisory and --enforce do not go together");
    }
    if (modes.isEmpty() && baseline == null) {
      throw CommandFailed.usage(
          "--baseline is missing: a jar, a git revision or a folder of results");
    }
    if (confirmPairs != null && confirmPairs < GateRules.FEWEST_CONFIRM_PAIRS) {
      throw CommandFailed.usage(
          "--confirm-pairs "
              + confirmPairs
              + " can confirm nothing: with fewer than "
              + GateRules.FEWEST_CONFIRM_PAIRS
              + " no p-value is as low as 1 %");
    }
  }

  /** What a gate measures was settled when it began. */
  private void requirePlanUntouched() {
    spec.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .filter(name -> !WITH_RESUME.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw CommandFailed.usage(
                  name + " does not go with --resume: the plan is the folder's");
            });
  }

  private static void add(boolean asked, String name, List<String> modes) {
    if (asked) {
      modes.add(name);
    }
  }
}
