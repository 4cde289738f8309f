package serverbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import serverbench.results.Comparison;
import serverbench.results.Comparison.Change;
import serverbench.results.Comparison.Verdict;
import serverbench.results.Measure;
import serverbench.results.ModelInfo;

/** A comparison at a glance: for each model how it fared over all points together. */
final class ChangesByModel {

  private ChangesByModel() {}

  /** "0.846: 12 worse of 13": the median ratio, and how many points differ. */
  static Grid grid(Comparison comparison, ComparisonGrid.Detail detail) {
    List<String> headings = new ArrayList<>(List.of("model"));
    for (Measure measure : Measure.values()) {
      headings.add(measure.title());
    }
    List<List<Cell>> rows = new ArrayList<>();
    byModel(comparison)
        .values()
        .forEach(
            points -> {
              List<Cell> row =
                  new ArrayList<>(List.of(Cell.text(points.getFirst().base().label())));
              for (Measure measure : Measure.values()) {
                row.add(cell(points.stream().map(p -> p.changes().get(measure)).toList(), detail));
              }
              rows.add(row);
            });
    return new Grid("by model: the median of its ratios under all workloads", headings, rows);
  }

  /** Those of the grid's rows. */
  static List<ModelInfo> models(Comparison comparison) {
    return byModel(comparison).values().stream()
        .map(rows -> rows.getFirst().base().model())
        .toList();
  }

  private static Map<String, List<Comparison.Row>> byModel(Comparison comparison) {
    Map<String, List<Comparison.Row>> models = new LinkedHashMap<>();
    for (Comparison.Point point : comparison.points()) {
      for (Comparison.Row row : point.rows()) {
        models.computeIfAbsent(row.base().model().name(), _ -> new ArrayList<>()).add(row);
      }
    }
    return models;
  }

  private static Cell cell(List<Change> changes, ComparisonGrid.Detail detail) {
    double[] ratios =
        changes.stream()
            .filter(change -> change.verdict() != Verdict.CLIENT_LIMITED)
            .filter(change -> change.verdict() != Verdict.OTHER_RATE)
            .flatMap(change -> change.ratio().stream())
            .mapToDouble(ratio -> ratio.value())
            .toArray();
    if (ratios.length == 0) {
      boolean limited = changes.stream().anyMatch(c -> c.verdict() == Verdict.CLIENT_LIMITED);
      return limited ? Cell.text("client").in(Cell.Tone.DOUBTFUL) : Cell.EMPTY;
    }
    long better = changes.stream().filter(c -> c.verdict() == Verdict.BETTER).count();
    long worse = changes.stream().filter(c -> c.verdict() == Verdict.WORSE).count();
    double median = new Median().evaluate(ratios);
    List<String> parts = new ArrayList<>();
    if (worse > 0) {
      parts.add(worse + " worse");
    }
    if (better > 0) {
      parts.add(better + " better");
    }
    String text =
        ComparisonWords.figure(median)
            + (parts.isEmpty() || detail == ComparisonGrid.Detail.RATIOS
                ? ""
                : ": " + String.join(", ", parts) + " of " + ratios.length);
    return Cell.number(text, median).in(tone(better, worse, ratios.length));
  }

  /** Coloured only when most points say the same: a few do by chance. */
  private static Cell.Tone tone(long better, long worse, int points) {
    if (2 * worse > points) {
      return Cell.Tone.BAD;
    }
    return 2 * better > points ? Cell.Tone.GOOD : Cell.Tone.NORMAL;
  }
}
