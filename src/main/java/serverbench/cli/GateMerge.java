package serverbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import serverbench.gate.Conclusion;
import serverbench.gate.GatePlan;
import serverbench.gate.GateReport;
import serverbench.gate.Night;
import serverbench.gate.Verdict;
import serverbench.results.Pair;
import serverbench.results.PairFolder;
import serverbench.results.PairPoint;

/**
 * Parts of one gate judged as one night: every pair was run on one machine, so a ratio from one
 * stands beside a ratio from another. The suspects of all parts share the error probability, so a
 * part's regression may be cleared here; never the other way round.
 *
 * @param plan of the whole
 * @param reports of the parts that ended
 * @param pairs of all parts, each judged beside the ceilings of its own
 * @param missing parts that were expected and are not there
 * @param cutOff parts without a report: their pairs count, and what they lack is not known
 */
record GateMerge(
    GatePlan plan, List<GateReport> reports, List<Pair> pairs, int missing, List<Path> cutOff) {

  /**
   * @param expected how many parts there should be
   * @throws CommandFailed when they are not parts of one gate
   */
  static GateMerge of(List<Path> parts, int expected) throws IOException {
    List<GateReport> reports = new ArrayList<>();
    List<GatePlan> plans = new ArrayList<>();
    List<Path> cutOff = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    List<PairPoint> points = new ArrayList<>();
    Set<PairPoint> known = new HashSet<>();
    for (Path part : parts) {
      GatePlan plan = GatePlan.read(part);
      if (!plans.isEmpty()) {
        requireSame(parts.getFirst(), plans.getFirst(), part, plan);
      }
      for (PairPoint point : plan.points()) {
        if (!known.add(point)) {
          throw CommandFailed.usage(part + " and another part both measured " + point.name());
        }
        points.add(point);
      }
      plans.add(plan);
      if (GateReport.isIn(part)) {
        reports.add(GateReport.read(part));
      } else {
        cutOff.add(part);
      }
      PairFolder folder = new PairFolder(part.resolve("pairs"));
      pairs.addAll(GateMeasuring.night(plan, folder).pairs());
    }
    GatePlan whole = plans.getFirst().withPoints(points, notes(plans, reports));
    return new GateMerge(whole, reports, pairs, Math.max(0, expected - parts.size()), cutOff);
  }

  GateReport report(Path folder) {
    Night night = new Night(plan.rules(), plan.points(), pairs);
    boolean complete =
        missing == 0 && cutOff.isEmpty() && reports.stream().allMatch(GateReport::complete);
    GateReport first = reports.getFirst();
    List<String> notes = new ArrayList<>(plan.notes());
    if (missing > 0) {
      notes.add(
          missing + " of " + (missing + reports.size() + cutOff.size()) + " parts are missing.");
    }
    for (Path part : cutOff) {
      notes.add(part + " was cut off before it was done.");
    }
    List<Verdict> verdicts = night.verdicts();
    return new GateReport(
        GateReport.SCHEMA_VERSION,
        folder.getFileName().toString(),
        plan,
        complete,
        first.stance(),
        first.stanceReason(),
        Conclusion.exitCode(verdicts, complete, first.stance()),
        reports.stream().map(GateReport::finished).max(Instant::compareTo).orElseThrow(),
        first.environment(),
        night.suspects().size(),
        verdicts,
        notes);
  }

  private static void requireSame(Path one, GatePlan plan, Path other, GatePlan next) {
    require(one, other, "mode", plan.mode(), next.mode());
    require(one, other, "planted slow-down", plan.plantedPercent(), next.plantedPercent());
    require(one, other, "rules", plan.rules(), next.rules());
    require(one, other, "profile", plan.profile(), next.profile());
    require(one, other, "baseline", plan.baseline().sha256(), next.baseline().sha256());
    require(one, other, "head", plan.head().sha256(), next.head().sha256());
    require(one, other, "confirmation", plan.confirms(), next.confirms());
    require(one, other, "cores", plan.cpus(), next.cpus());
  }

  private static void require(Path one, Path other, String what, Object of, Object ofOther) {
    if (!Objects.equals(of, ofOther)) {
      throw CommandFailed.usage(
          one
              + " and "
              + other
              + " are no parts of one gate: "
              + what
              + " "
              + of
              + " and "
              + ofOther);
    }
  }

  private static List<String> notes(List<GatePlan> plans, List<GateReport> reports) {
    List<String> notes = new ArrayList<>();
    for (GateReport report : reports) {
      report.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
    }
    List<String> machines =
        plans.stream()
            .map(plan -> plan.environment().cpu() + ", " + plan.environment().jdk())
            .distinct()
            .toList();
    if (machines.size() > 1) {
      notes.add(
          "Measured on different machines, each pair on one of them: "
              + String.join("; ", machines));
    }
    return notes;
  }
}
