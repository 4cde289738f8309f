package serverbench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import serverbench.results.Caveats;
import serverbench.results.RunSummary;
import serverbench.results.WholeFile;

/** table.md: the results as GitHub flavoured Markdown, to drop into a README or a pull request. */
public final class MarkdownTable {

  private MarkdownTable() {}

  /** Writes table.md, whole or not at all. */
  public static void write(RunSummary run, Path file) throws IOException {
    WholeFile.write(file, render(run));
  }

  static String render(RunSummary run) {
    StringBuilder text = new StringBuilder();
    for (String caveat : Caveats.of(run.run())) {
      text.append("> **").append(Markdown.escaped(caveat)).append("**\n\n");
    }
    for (ResultTable table : ResultTable.all(run)) {
      append(text, table);
    }
    List<String> machine = RunFacts.machine(run.run());
    text.append(Markdown.escaped(String.join(", ", machine))).append(".  \n");
    text.append(Markdown.escaped(RunFacts.origin(run.run()))).append("\n");
    return text.toString();
  }

  private static void append(StringBuilder text, ResultTable table) {
    text.append("### ").append(Markdown.escaped(table.workload().name())).append("\n\n");
    text.append(Markdown.escaped(table.workload().description())).append("\n\n");
    for (String caveat : table.caveats()) {
      text.append("> ").append(Markdown.escaped(caveat)).append("\n\n");
    }
    List<Column> columns = table.coreColumns();
    text.append(
        Markdown.row(columns.stream().map(column -> Markdown.escaped(column.heading())).toList()));
    text.append(Markdown.rule(columns.stream().map(Column::align).toList(), columns.size()));
    for (ResultTable.Row row : table.rows()) {
      text.append(
          Markdown.row(columns.stream().map(column -> Markdown.cell(row.cell(column))).toList()));
    }
    text.append("\n");
    for (String line : table.legend()) {
      text.append("- ").append(Markdown.escaped(line)).append("\n");
    }
    text.append(table.legend().isEmpty() ? "" : "\n");
  }
}
