package serverbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Stream;
import serverbench.results.Comparison;
import serverbench.results.Comparison.Row;
import serverbench.results.Measure;
import serverbench.results.ModelInfo;
import serverbench.results.Summary;

/** One point of a comparison as a table: for each measure both figures and their ratio. */
final class ComparisonGrid {

  /** How much stands in a ratio's cell. */
  enum Detail {
    INTERVALS,
    RATIOS
  }

  static final String FLAGS = "flags";

  private ComparisonGrid() {}

  static Grid of(Comparison.Point point, Detail detail) {
    List<Measure> measures =
        Stream.of(Measure.values())
            .filter(m -> point.rows().stream().anyMatch(r -> present(r.changes().get(m))))
            .toList();
    List<String> headings = new ArrayList<>(List.of("model"));
    for (Measure measure : measures) {
      headings.add(measure.title() + " base " + measure.unit());
      headings.add("head");
      headings.add(measure.title() + " ratio");
    }
    headings.add(FLAGS);
    List<List<Cell>> rows = new ArrayList<>();
    for (Row row : point.rows()) {
      List<Cell> cells = new ArrayList<>(List.of(Cell.text(row.base().label())));
      for (Measure measure : measures) {
        Comparison.Change change = row.changes().get(measure);
        cells.add(figure(change.base(), row.base()));
        cells.add(figure(change.head(), row.head()));
        cells.add(ComparisonWords.cell(change, detail));
      }
      cells.add(Cell.text(flags(row)).in(Cell.Tone.DOUBTFUL));
      rows.add(cells);
    }
    return new Grid(point.base().title(), headings, rows);
  }

  /** Columns that a narrow terminal can do without, the first ones first; the ratios stay. */
  static List<Integer> dispensable(Grid grid) {
    List<Integer> figures = new ArrayList<>();
    int last = grid.headings().size() - 1;
    for (int column = last - 3; column > 0; column -= 3) {
      figures.add(column + 1);
      figures.add(column);
    }
    figures.add(last);
    return figures;
  }

  static List<ModelInfo> models(Comparison.Point point) {
    return point.rows().stream().map(row -> row.base().model()).toList();
  }

  private static boolean present(Comparison.Change change) {
    return change.base().isPresent() || change.head().isPresent();
  }

  private static Cell figure(OptionalDouble value, Summary summary) {
    return summary.measured() ? Figures.threeDigits(value) : Absence.of(summary);
  }

  /** "base: warmup; head: client_limited", or "both: ..." */
  private static String flags(Row row) {
    TreeSet<String> both = new TreeSet<>(row.base().rules());
    both.retainAll(row.head().rules());
    return Stream.of(
            named("both", both),
            named("base", without(row.base(), both)),
            named("head", without(row.head(), both)))
        .filter(text -> !text.isEmpty())
        .reduce((a, b) -> a + "; " + b)
        .orElse("");
  }

  private static TreeSet<String> without(Summary summary, TreeSet<String> both) {
    TreeSet<String> rules = new TreeSet<>(summary.rules());
    rules.removeAll(both);
    return rules;
  }

  private static String named(String which, TreeSet<String> rules) {
    return rules.isEmpty() ? "" : which + ": " + String.join(", ", rules);
  }
}
