package serverbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces of GitHub flavoured Markdown. Every string of a run goes through {@link #escaped}. */
final class Markdown {

  private Markdown() {}

  static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /**
   * The line under a heading.
   *
   * @param first alignment of the first columns; those after them are to the right
   */
  static String rule(List<Column.Align> first, int columns) {
    List<Column.Align> all = new ArrayList<>(first);
    while (all.size() < columns) {
      all.add(Column.Align.RIGHT);
    }
    return row(all.stream().map(align -> align == Column.Align.LEFT ? ":---" : "---:").toList());
  }

  static String cell(Cell cell) {
    String text = escaped(cell.text());
    return cell.tone() == Cell.Tone.BAD && !text.isEmpty() ? "**" + text + "**" : text;
  }

  /** Text that stays text: no markup, no HTML, no end of the cell or the line. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("\\s+", " ")
        .replaceAll("([\\\\`*_\\[\\]|#~])", "\\\\$1");
  }
}
