package serverbench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import serverbench.results.Caveats;
import serverbench.results.Run;
import serverbench.results.WholeFile;

/** table.md: the results as GitHub flavoured Markdown, to drop into a README or a pull request. */
public final class MarkdownTable {

  private MarkdownTable() {}

  /** Writes table.md, whole or not at all. */
  public static void write(Run run, Path file) throws IOException {
    WholeFile.write(file, render(run));
  }

  static String render(Run run) {
    StringBuilder text = new StringBuilder();
    for (String caveat : Caveats.of(run)) {
      text.append("> **").append(escaped(caveat)).append("**\n\n");
    }
    for (ResultTable table : ResultTable.all(run)) {
      append(text, table);
    }
    List<String> machine = RunFacts.machine(run);
    text.append(escaped(String.join(", ", machine))).append(".  \n");
    text.append(escaped(RunFacts.origin(run))).append("\n");
    return text.toString();
  }

  private static void append(StringBuilder text, ResultTable table) {
    text.append("### ").append(escaped(table.workload().name())).append("\n\n");
    text.append(escaped(table.workload().description())).append("\n\n");
    for (String caveat : table.caveats()) {
      text.append("> ").append(escaped(caveat)).append("\n\n");
    }
    List<Column> columns = table.coreColumns();
    text.append(row(columns.stream().map(column -> escaped(column.heading())).toList()));
    text.append(
        row(
            columns.stream()
                .map(column -> column.align() == Column.Align.LEFT ? ":---" : "---:")
                .toList()));
    for (ResultTable.Row row : table.rows()) {
      text.append(row(columns.stream().map(column -> cell(row, column)).toList()));
    }
    text.append("\n");
    for (String line : table.legend()) {
      text.append("- ").append(escaped(line)).append("\n");
    }
    text.append(table.legend().isEmpty() ? "" : "\n");
  }

  private static String cell(ResultTable.Row row, Column column) {
    Cell cell = row.cell(column);
    String text = escaped(cell.text());
    return cell.tone() == Cell.Tone.BAD ? "**" + text + "**" : text;
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
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
