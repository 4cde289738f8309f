package serverbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import serverbench.bench.CpuPlacement;
import serverbench.bench.HostEnvironment;
import serverbench.bench.PairJudge;
import serverbench.bench.PairedForks;
import serverbench.bench.PairedStage;
import serverbench.bench.Profile;
import serverbench.bench.SideDescription;
import serverbench.bench.SideJar;
import serverbench.gate.Conclusion;
import serverbench.gate.GateMode;
import serverbench.gate.GatePlan;
import serverbench.gate.GateReport;
import serverbench.gate.Ledger;
import serverbench.gate.Night;
import serverbench.gate.Verdict;
import serverbench.results.Pair;
import serverbench.results.PairFolder;
import serverbench.results.PairPoint;
import serverbench.results.Run;

/**
 * Carries out the plan of a gate.
 *
 * <pre>
 *   both jars described --> screen --suspects--> confirm --> verdicts --> gate.json, gate.md, ...
 *         | not to be compared: exit 2    '--none---------------^
 * </pre>
 *
 * Everything that is measured is on disk pair by pair, so it may end at any time and be resumed.
 *
 * @param console told what is found
 * @param lockFile of the machine
 * @param history folder of the ledger
 * @param quiet without progress
 */
record GateMeasuring(Console console, Path lockFile, Path history, boolean quiet) {

  private static final PairedStage.Judge JUDGE =
      new PairedStage.Judge() {
        @Override
        public boolean counts(Pair pair) {
          return Night.counts(pair);
        }

        @Override
        public boolean decided(List<Pair> pairs) {
          return Night.decided(pairs);
        }
      };

  /** Whether a regression is to fail the command, and why. */
  record StanceChoice(GateReport.Stance stance, String reason) {}

  /**
   * Measures what is still missing and writes the report.
   *
   * @param folder with plan.json and both jars
   * @param budget for this call
   */
  GateReport measure(GatePlan plan, Path folder, Duration budget, StanceChoice stance)
      throws IOException, InterruptedException {
    Instant started = Instant.now();
    OptionalInt planted =
        plan.plantedPercent() == null ? OptionalInt.empty() : OptionalInt.of(plan.plantedPercent());
    SideJar baseline = GateJars.side(folder, Pair.Side.BASELINE, OptionalInt.empty());
    SideJar head = GateJars.side(folder, Pair.Side.HEAD, planted);
    String holder =
        "pid " + ProcessHandle.current().pid() + ", since " + started + ": " + plan.command();
    try (MachineLock _ = MachineLock.take(lockFile, holder)) {
      requireComparable(plan, describeBaseline(baseline), head.describe());
      CpuPlacement cpus = CpuPlacement.parse(plan.cpus());
      PairedForks forks = new PairedForks(baseline, head, folder, profile(plan), cpus);
      Interruption interruption = new Interruption(forks::stop, console.err());
      try (Signals _ = Signals.onStop(interruption)) {
        return measure(plan, folder, forks, Stopwatch.CLOCK.instant().plus(budget), stance);
      } finally {
        Interruption.killDescendants();
      }
    }
  }

  private GateReport measure(
      GatePlan plan, Path folder, PairedForks forks, Instant deadline, StanceChoice stance)
      throws IOException, InterruptedException {
    PairFolder pairs = new PairFolder(folder.resolve("pairs"));
    List<String> notes = new ArrayList<>(plan.notes());
    boolean complete = false;
    boolean interrupted = false;
    try {
      complete = stage(plan, Pair.Stage.SCREEN, plan.points(), forks, pairs, deadline, notes);
      List<PairPoint> suspects = night(plan, pairs).suspects();
      if (complete && plan.confirms() && !suspects.isEmpty()) {
        console.err().println("suspect: " + names(suspects));
        complete = confirm(plan, suspects, forks, pairs, deadline, notes);
      }
      if (!plan.confirms()) {
        notes.add("Screened only: nothing is confirmed, so nothing can be called a regression.");
      }
    } catch (PairedForks.Stopped e) {
      complete = false;
      interrupted = true;
      notes.add("Interrupted; ./run-bench.sh gate --resume " + folder + " goes on.");
    }
    Night night = night(plan, pairs);
    List<Verdict> verdicts = night.verdicts();
    int exitCode = Conclusion.exitCode(verdicts, complete, stance.stance());
    GateReport report =
        new GateReport(
            GateReport.SCHEMA_VERSION,
            folder.toAbsolutePath().normalize().getFileName().toString(),
            plan,
            complete,
            stance.stance(),
            stance.reason(),
            interrupted ? ExitCode.INTERRUPTED : exitCode,
            Instant.now(),
            HostEnvironment.read(List.of(), CpuPlacement.parse(plan.cpus())),
            night.suspects().size(),
            verdicts,
            notes);
    GateFiles.write(report, folder);
    if (plan.mode() == GateMode.AA && complete) {
      Ledger.append(history, report);
    }
    return report;
  }

  /** The worst first: one suspect with all its pairs says more than all suspects with a few. */
  private boolean confirm(
      GatePlan plan,
      List<PairPoint> suspects,
      PairedForks forks,
      PairFolder pairs,
      Instant deadline,
      List<String> notes)
      throws PairedForks.Stopped, IOException, InterruptedException {
    List<PairPoint> rest = suspects;
    while (!rest.isEmpty()) {
      Duration left = Duration.between(Stopwatch.CLOCK.instant(), deadline);
      int fitting = PairedStage.fitting(rest, plan.rules().confirmPairs(), profile(plan), left);
      List<PairPoint> batch = rest.subList(0, fitting);
      if (!stage(plan, Pair.Stage.CONFIRM, batch, forks, pairs, deadline, notes)) {
        return false;
      }
      rest = rest.subList(fitting, rest.size());
    }
    return true;
  }

  private boolean stage(
      GatePlan plan,
      Pair.Stage stage,
      List<PairPoint> points,
      PairedForks forks,
      PairFolder pairs,
      Instant deadline,
      List<String> notes)
      throws PairedForks.Stopped, IOException, InterruptedException {
    int needed =
        stage == Pair.Stage.SCREEN ? plan.rules().screenPairs() : plan.rules().confirmPairs();
    PairedStage.Ending ending =
        new PairedStage(
                forks,
                pairs,
                stage,
                needed,
                plan.seed(),
                JUDGE,
                deadline,
                profile(plan),
                Stopwatch.CLOCK)
            .run(points, console.progress(quiet));
    if (ending == PairedStage.Ending.OUT_OF_TIME) {
      notes.add(
          "The time budget ended before the "
              + (stage == Pair.Stage.SCREEN ? "screen" : "confirmation")
              + " did.");
    }
    return ending == PairedStage.Ending.COMPLETE;
  }

  private static Profile profile(GatePlan plan) {
    return Profile.valueOf(plan.profile().toUpperCase(Locale.ROOT));
  }

  static Night night(GatePlan plan, PairFolder pairs) throws IOException {
    int cores = CpuPlacement.parse(plan.cpus()).serverCores(plan.environment().cores());
    return new Night(
        plan.rules(), plan.points(), PairJudge.judged(pairs.pairs(), pairs.ceilings(), cores));
  }

  /** Two jars that write other results, or put other work on the servers, say nothing together. */
  private static void requireComparable(
      GatePlan plan, SideDescription baseline, SideDescription head) {
    for (Map.Entry<String, SideDescription> side :
        Map.of("baseline", baseline, "head", head).entrySet()) {
      if (side.getValue().schemaVersion() != Run.SCHEMA_VERSION) {
        throw CommandFailed.usage(
            "the "
                + side.getKey()
                + "'s jar writes results of schema "
                + side.getValue().schemaVersion()
                + ", this gate reads "
                + Run.SCHEMA_VERSION
                + "; take a jar of the same schema");
      }
    }
    List<String> lost = new ArrayList<>(baseline.models());
    lost.removeAll(head.models());
    if (!lost.isEmpty()) {
      throw CommandFailed.failed(
          "head cannot run on this machine what the baseline can: " + String.join(", ", lost),
          null);
    }
    for (PairPoint point : plan.points()) {
      String name = point.workload();
      String then = baseline.workloads().get(name);
      if (!java.util.Objects.equals(then, head.workloads().get(name))) {
        throw CommandFailed.usage(
            "workload "
                + name
                + " is other work in the baseline ("
                + then
                + ") than in head ("
                + head.workloads().get(name)
                + "): nothing to compare");
      }
    }
  }

  /** A baseline that cannot be measured is a wrong choice; a head that cannot is a finding. */
  private static SideDescription describeBaseline(SideJar baseline) throws InterruptedException {
    try {
      return baseline.describe();
    } catch (IOException e) {
      throw CommandFailed.usage("no baseline: " + Reason.of(e));
    }
  }

  private static String names(List<PairPoint> points) {
    return String.join(", ", points.stream().map(PairPoint::name).toList());
  }
}
