package serverbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import serverbench.bench.HostEnvironment;
import serverbench.bench.PairPoints;
import serverbench.bench.PairedStage;
import serverbench.bench.Workload;
import serverbench.gate.GateJar;
import serverbench.gate.GateMode;
import serverbench.gate.GatePlan;
import serverbench.gate.GateReport;
import serverbench.gate.GateRules;
import serverbench.gate.History;
import serverbench.gate.Ledger;
import serverbench.models.Choice;
import serverbench.models.Model;
import serverbench.results.Environment;
import serverbench.results.Pair;
import serverbench.results.PairPoint;
import serverbench.results.RunFolder;
import serverbench.server.PlantedSlowdown;

/**
 * From the words on the command line to a folder with a plan and two jars, new or resumed.
 *
 * @param console told what takes time
 * @param home the repository
 * @param options as typed
 */
record GateStart(Console console, Path home, GateCommand options) {

  /** A gate that can be measured. */
  record Begun(GatePlan plan, Path folder) {}

  Begun begin() throws IOException, InterruptedException {
    GateMode mode =
        options.aa ? GateMode.AA : options.planted != null ? GateMode.PLANTED : GateMode.COMPARE;
    return begin(mode, options.planted, options.chosenWorkloads(standardWorkloads(mode)));
  }

  /**
   * @param asked what the sides are to be; one jar on both is an A/A gate, however it was named
   */
  Begun begin(GateMode asked, Integer planted, List<Workload> workloads)
      throws IOException, InterruptedException {
    requirePlantable(planted, workloads);
    List<PairPoint> points = points(workloads);
    GateRules rules = options.rules();
    requireTime(points, rules);
    GateJars jars = new GateJars(home, console);
    GateJars.Found baseline =
        options.baseline == null ? jars.own() : baseline(jars, options.baseline);
    GateJars.Found head =
        asked != GateMode.COMPARE
            ? baseline
            : options.head == null ? jars.own() : jars.find(options.head);
    boolean same = baseline.jar().sha256().equals(head.jar().sha256());
    GateMode mode = asked == GateMode.COMPARE && same ? GateMode.AA : asked;
    List<String> notes = new ArrayList<>(jars.notes());
    if (!rules.equals(GateRules.STANDARD)) {
      notes.add("Other numbers of pairs than the rules were tried with: nothing to rely on.");
    }
    Instant started = Instant.now();
    long seed = options.seed != null ? options.seed : new SplittableRandom().nextLong(1_000_000);
    Environment environment = HostEnvironment.read(List.of(), options.cpus);
    GatePlan plan =
        new GatePlan(
            GatePlan.SCHEMA_VERSION,
            mode,
            planted,
            command(mode, planted, workloads, seed),
            seed,
            options.profile.label(),
            options.cpus.text(),
            !options.screenOnly,
            rules,
            baseline.jar(),
            head.jar(),
            points,
            environment,
            started,
            notes);
    Path parent = options.out != null ? options.out : home.resolve("results");
    Path folder = create(parent, started, plan);
    GateJars.install(baseline, folder, Pair.Side.BASELINE);
    GateJars.install(head, folder, Pair.Side.HEAD);
    plan.write(folder);
    return new Begun(plan, folder);
  }

  private GateJars.Found baseline(GateJars jars, String word)
      throws IOException, InterruptedException {
    if (!word.equals("reference")) {
      return jars.find(word);
    }
    History history = new History(options.historyFolder());
    GateJar frozen =
        history
            .reference()
            .orElseThrow(
                () ->
                    CommandFailed.usage(
                        "nothing is frozen in " + history.folder() + "; --freeze does that"))
            .jar();
    if (!GateJars.sha256(history.referenceJar()).equals(frozen.sha256())) {
      throw CommandFailed.usage(history.referenceJar() + " is not the jar that was frozen");
    }
    return new GateJars.Found(history.referenceJar(), frozen);
  }

  /** A gate of this machine that was cut off. */
  Begun resume(Path folder) throws IOException {
    GatePlan plan = plan(folder);
    Environment now = HostEnvironment.read(List.of(), options.cpus);
    GateJars.difference(plan.environment(), now)
        .ifPresent(
            difference -> {
              throw CommandFailed.usage(
                  folder
                      + " began on another machine: "
                      + difference
                      + "; its pairs cannot go on here");
            });
    GateJars.requireSame(folder, Pair.Side.BASELINE, plan.baseline());
    GateJars.requireSame(folder, Pair.Side.HEAD, plan.head());
    return new Begun(plan, folder);
  }

  /** Tests of the gate itself are never advisory: nobody is stopped by them. */
  GateMeasuring.StanceChoice stance(GatePlan plan) throws IOException {
    if (plan.mode() != GateMode.COMPARE) {
      return new GateMeasuring.StanceChoice(
          GateReport.Stance.ENFORCED, "this is a test of the gate itself");
    }
    Ledger ledger = Ledger.read(options.historyFolder());
    if (options.advisory || options.enforce) {
      return new GateMeasuring.StanceChoice(
          options.advisory ? GateReport.Stance.ADVISORY : GateReport.Stance.ENFORCED,
          "asked for on the command line; " + ledger.reason());
    }
    return new GateMeasuring.StanceChoice(ledger.stance(), ledger.reason());
  }

  private static GatePlan plan(Path folder) {
    try {
      return GatePlan.read(folder);
    } catch (IOException e) {
      throw CommandFailed.usage("nothing to resume: " + Reason.of(e));
    }
  }

  private static List<Workload> standardWorkloads(GateMode mode) {
    return mode == GateMode.PLANTED
        ? List.of(Workload.cpu)
        : List.of(Workload.keepalive, Workload.latency);
  }

  private List<PairPoint> points(List<Workload> workloads) {
    options.models.forEach(RunCommand::requireSupported);
    List<Choice> choices =
        Choice.all().stream()
            .filter(
                choice ->
                    options.models.isEmpty()
                        ? choice.variant().equals(Model.DEFAULT_VARIANT)
                            && choice.model().unsupported(choice.variant()).isEmpty()
                        : options.models.contains(choice))
            .toList();
    List<PairPoint> points = PairPoints.of(choices, workloads);
    if (points.isEmpty()) {
      throw CommandFailed.usage("nothing in " + workloads + " puts the same load on both sides");
    }
    return points;
  }

  private static void requirePlantable(Integer planted, List<Workload> workloads) {
    if (planted == null) {
      return;
    }
    if (!workloads.equals(List.of(Workload.cpu))) {
      throw CommandFailed.usage("--planted slows /cpu down: it goes with --workload cpu alone");
    }
    if (planted > PlantedSlowdown.MOST_PERCENT) {
      throw CommandFailed.usage(
          "--planted takes 1 to " + PlantedSlowdown.MOST_PERCENT + " percent");
    }
  }

  private void requireTime(List<PairPoint> points, GateRules rules) {
    Duration screen = PairedStage.expected(points, rules.screenPairs(), options.profile);
    if (screen.compareTo(options.budget) > 0) {
      throw CommandFailed.usage(
          "the screen alone takes about "
              + Figures.duration(screen)
              + ", the budget is "
              + Figures.duration(options.budget)
              + ": name fewer models or allow more");
    }
  }

  private static Path create(Path parent, Instant started, GatePlan plan) {
    try {
      return RunFolder.create(parent, started, plan.head().commit(), "gate").path();
    } catch (IOException e) {
      throw CommandFailed.usage("cannot write results to " + parent + ": " + Reason.of(e));
    }
  }

  private String command(GateMode mode, Integer planted, List<Workload> workloads, long seed) {
    List<String> words = new ArrayList<>(List.of("./run-bench.sh", "gate"));
    add(words, "--baseline", options.baseline);
    add(words, "--head", mode == GateMode.COMPARE ? options.head : null);
    if (mode == GateMode.AA) {
      words.add("--aa");
    }
    add(words, "--planted", planted);
    if (!options.models.isEmpty()) {
      add(words, "--models", String.join(",", options.models.stream().map(Choice::label).toList()));
    }
    add(words, "--workload", String.join(",", workloads.stream().map(Workload::name).toList()));
    add(words, "--profile", options.profile.label());
    add(words, "--pairs", options.pairs);
    add(words, "--confirm-pairs", options.confirmPairs);
    if (options.screenOnly) {
      words.add("--screen-only");
    }
    add(words, "--cpus", options.cpus.text());
    add(words, "--seed", seed);
    return String.join(" ", words);
  }

  private static void add(List<String> words, String name, Object value) {
    if (value != null) {
      words.add(name);
      words.add(value.toString());
    }
  }
}
