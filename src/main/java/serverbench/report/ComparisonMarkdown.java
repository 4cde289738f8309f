package serverbench.report;

import java.util.List;
import serverbench.results.Comparison;

/** A comparison as GitHub flavoured Markdown, for a pull request. */
final class ComparisonMarkdown {

  private static final int MOST_CHANGES = 20;

  private ComparisonMarkdown() {}

  static String render(Comparison comparison) {
    ComparisonWords words = new ComparisonWords(comparison);
    StringBuilder text = new StringBuilder();
    list(text, words.runs());
    for (String sentence : comparison.unlike()) {
      text.append("> ").append(Markdown.escaped(sentence)).append("\n>\n");
    }
    text.append(comparison.unlike().isEmpty() ? "" : "\n");
    list(text, comparison.oneSided());
    list(text, words.counts());
    list(text, words.changed(MOST_CHANGES));
    grid(text, ChangesByModel.grid(comparison, ComparisonGrid.Detail.INTERVALS));
    for (Comparison.Point point : comparison.points()) {
      grid(text, ComparisonGrid.of(point, ComparisonGrid.Detail.INTERVALS));
    }
    list(text, words.footnotes());
    return text.toString().stripTrailing() + "\n";
  }

  private static void grid(StringBuilder text, Grid grid) {
    text.append("### ").append(Markdown.escaped(grid.title())).append("\n\n");
    text.append(Markdown.row(grid.headings().stream().map(Markdown::escaped).toList()));
    text.append(Markdown.rule(List.of(Column.Align.LEFT), grid.headings().size()));
    for (List<Cell> row : grid.rows()) {
      text.append(Markdown.row(row.stream().map(Markdown::cell).toList()));
    }
    text.append("\n");
  }

  private static void list(StringBuilder text, List<String> lines) {
    lines.forEach(line -> text.append("- ").append(Markdown.escaped(line)).append("\n"));
    text.append(lines.isEmpty() ? "" : "\n");
  }
}
