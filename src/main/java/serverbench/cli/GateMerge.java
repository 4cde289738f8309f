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
import serverbench.results.Pair;
import serverbench.results.PairFolder;
import serverbench.results.PairPoint;

/**
 * Parts of one gate judged as one night: every pair was run on one machine, so a ratio from one
 * stands beside a ratio from another. The suspects of all parts share the error probability, so a
 * part's regression may be cleared here; never the other way round.
 *
 * @param plan of the whole
 * @param reports of the parts
 * @param pairs of all parts, each judged beside the ceilings of its own
 * @param missing parts that were expected and are not there
 */
record GateMerge(GatePlan plan, List<GateReport> reports, List<Pair> pairs, int missing) {

  /**
   * @param expected how many parts there should be
   * @throws CommandFailed when they are not parts of one gate
   */
  static GateMerge of(List<Path> parts, int expected) throws IOException {
    List<GateReport> reports = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    List<PairPoint> points = new ArrayList<>();
    Set<PairPoint> known = new HashSet<>();
    for (Path part : parts) {
      GateReport report = GateReport.read(part);
      if (!reports.isEmpty()) {
        requireSame(parts.getFirst(), reports.getFirst().plan(), part, report.plan());
      }
      for (PairPoint point : report.plan().points()) {
        if (!known.add(point)) {
          throw CommandFailed.usage(part + " and another part both measured " + point.name());
        }
        points.add(point);
      }
      reports.add(report);
      PairFolder folder = new PairFolder(part.resolve("pairs"));
      pairs.addAll(GateMeasuring.night(report.plan(), folder).pairs());
    }
    GatePlan plan = reports.getFirst().plan().withPoints(points, notes(reports));
    return new GateMerge(plan, reports, pairs, Math.max(0, expected - parts.size()));
  }

  GateReport report(Path folder) {
    Night night = new Night(plan.rules(), plan.points(), pairs);
    boolean complete = missing == 0 && reports.stream().allMatch(GateReport::complete);
    GateReport first = reports.getFirst();
    List<String> notes = new ArrayList<>(plan.notes());
    if (missing > 0) {
      notes.add(missing + " of " + (missing + reports.size()) + " parts are missing.");
    }
    Conclusion conclusion = Conclusion.of(night.verdicts(), complete);
    return new GateReport(
        GateReport.SCHEMA_VERSION,
        folder.getFileName().toString(),
        plan,
        complete,
        first.stance(),
        first.stanceReason(),
        conclusion.exitCode(first.stance()),
        reports.stream().map(GateReport::finished).max(Instant::compareTo).orElseThrow(),
        first.environment(),
        night.suspects().size(),
        night.verdicts(),
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

  private static List<String> notes(List<GateReport> reports) {
    List<String> notes = new ArrayList<>();
    for (GateReport report : reports) {
      report.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
    }
    List<String> machines =
        reports.stream()
            .map(report -> report.environment().cpu() + ", " + report.environment().jdk())
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
