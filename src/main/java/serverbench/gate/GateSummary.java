package serverbench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The head of every account of a gate: who against whom, the answer, why, what is to be known. */
final class GateSummary {

  private GateSummary() {}

  /** One sentence a line. */
  static List<String> of(GateReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(answer(report));
    lines.add(sides(report));
    lines.add(
        (report.stance() == GateReport.Stance.ADVISORY ? "Advisory: " : "Enforced: ")
            + report.stanceReason()
            + ".");
    lines.addAll(report.notes());
    return lines;
  }

  static String answer(GateReport report) {
    List<String> broken = names(report, Verdict.Outcome.BROKEN);
    List<String> slower = names(report, Verdict.Outcome.REGRESSION);
    List<String> unsure = names(report, Verdict.Outcome.INCONCLUSIVE);
    List<String> answers = new ArrayList<>();
    if (!broken.isEmpty()) {
      answers.add("BROKEN: head does not work in " + String.join(", ", broken));
    }
    if (!slower.isEmpty()) {
      answers.add("REGRESSION: head is slower in " + String.join(", ", slower));
    }
    if (!unsure.isEmpty()) {
      answers.add("INCONCLUSIVE: no answer for " + String.join(", ", unsure));
    } else if (!report.complete()) {
      answers.add("INCONCLUSIVE: not everything was measured");
    }
    long judged =
        report.with(Verdict.Outcome.PASS).count() + report.with(Verdict.Outcome.CLEARED).count();
    if (answers.isEmpty() && judged == 0) {
      answers.add("INCONCLUSIVE: no series could be judged");
    }
    if (answers.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "No regression found in %d judged series (%d suspect after the screen); what would"
              + " have been found stands beside each.",
          judged,
          report.suspects());
    }
    return String.join("; ", answers) + ".";
  }

  private static String sides(GateReport report) {
    GatePlan plan = report.plan();
    String head =
        switch (plan.mode()) {
          case COMPARE -> "head " + plan.head().label();
          case AA -> "the same jar again (A/A)";
          case PLANTED -> "the same jar with " + plan.plantedPercent() + " % more work in /cpu";
        };
    return String.format(
        Locale.ROOT,
        "Baseline %s, %s; %d pairs to screen, %d to confirm; %s; %s.",
        plan.baseline().label(),
        head,
        plan.rules().screenPairs(),
        plan.rules().confirmPairs(),
        report.environment().cpu(),
        report.environment().jdk());
  }

  private static List<String> names(GateReport report, Verdict.Outcome outcome) {
    return report.with(outcome).map(Verdict::series).toList();
  }
}
