package serverbench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The verdicts for a terminal, one line a series, what needs attention last, where eyes are. */
public final class GateTable {

  private static final Set<Verdict.Outcome> GRAVE =
      Set.of(Verdict.Outcome.INCONCLUSIVE, Verdict.Outcome.REGRESSION, Verdict.Outcome.BROKEN);

  private GateTable() {}

  static boolean grave(Verdict verdict) {
    return GRAVE.contains(verdict.outcome());
  }

  public static String of(GateReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("series", "head/baseline", "95 % interval", "p", "detectable", "verdict"));
    report.series().stream()
        .filter(verdict -> !grave(verdict))
        .map(GateTable::row)
        .forEach(rows::add);
    report.series().stream().filter(GateTable::grave).map(GateTable::row).forEach(rows::add);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(pad(row.get(column), width(rows, column))).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    text.append('\n');
    GateSummary.of(report).forEach(sentence -> text.append(sentence).append('\n'));
    return text.toString();
  }

  private static List<String> row(Verdict verdict) {
    String reason = verdict.reason() == null ? "" : ": " + verdict.reason();
    return List.of(
        verdict.series(),
        VerdictText.ratio(verdict),
        VerdictText.interval(verdict),
        VerdictText.p(verdict),
        VerdictText.detectable(verdict),
        VerdictText.outcome(verdict) + reason);
  }

  private static int width(List<List<String>> rows, int column) {
    return column == rows.getFirst().size() - 1
        ? 0
        : rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
