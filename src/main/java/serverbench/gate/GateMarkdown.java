package serverbench.gate;

/** gate.md: for a job's page, or an issue as it stands. */
public final class GateMarkdown {

  private GateMarkdown() {}

  public static String of(GateReport report) {
    StringBuilder text = new StringBuilder("# Regression gate\n\n");
    GateSummary.of(report).forEach(line -> text.append(escaped(line)).append("\n\n"));
    text.append("| series | verdict | baseline | head | head/baseline | 95 % interval | p |")
        .append(" detectable slow-down |\n|---|---|--:|--:|--:|--:|--:|--:|\n");
    for (Verdict verdict : report.series()) {
      String bold = GateTable.grave(verdict) ? "**" : "";
      text.append("| ")
          .append(escaped(verdict.series()))
          .append(" | ")
          .append(bold + VerdictText.outcome(verdict) + bold)
          .append(verdict.reason() == null ? "" : ": " + escaped(verdict.reason()))
          .append(" | ")
          .append(VerdictText.value(verdict, verdict.baseline()))
          .append(" | ")
          .append(VerdictText.value(verdict, verdict.head()))
          .append(" | ")
          .append(VerdictText.ratio(verdict))
          .append(" | ")
          .append(VerdictText.interval(verdict))
          .append(" | ")
          .append(VerdictText.p(verdict).replace("<", "&lt;"))
          .append(" | ")
          .append(VerdictText.detectable(verdict))
          .append(" |\n");
    }
    text.append("\nTo measure it again: `")
        .append(report.plan().command())
        .append("`. Pairs and their figures: gate.json, pairs/.\n");
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
  }
}
