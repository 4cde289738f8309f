package serverbench.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import serverbench.results.Caveats;
import serverbench.results.RunSummary;

/**
 * The results for a terminal: one table a workload, as wide as the terminal allows, in ASCII so
 * that every locale can show it.
 */
public final class TerminalTable {

  /** Whether the output understands escape sequences. */
  public enum Style {
    PLAIN,
    ANSI
  }

  /** What goes first when the terminal is narrow. */
  private static final List<Column> DISPENSABLE =
      List.of(Column.NUMBER, Column.ARTICLE, Column.P50, Column.INTERVAL, Column.CPU);

  private static final int NARROWEST = 40;

  private final Ink ink;
  private final StringBuilder out = new StringBuilder();

  private TerminalTable(Style style) {
    this.ink = new Ink(style);
  }

  /**
   * All tables with what must be known about them; ends with a line break.
   *
   * @param terminalColumns width of the terminal; legends may be longer, tables are not, unless it
   *     is narrower than any table can be
   */
  public static String render(RunSummary run, int terminalColumns, Style style) {
    TerminalTable terminal = new TerminalTable(style);
    for (String caveat : Caveats.of(run.run())) {
      terminal.line(caveat, Cell.Tone.BAD);
    }
    Set<String> legend = new LinkedHashSet<>();
    for (ResultTable table : ResultTable.all(run)) {
      terminal.table(table, Math.max(terminalColumns, NARROWEST));
      legend.addAll(table.legend());
    }
    // Once for all tables: most lines would be the same under each.
    terminal.out.append(legend.isEmpty() ? "" : "\n");
    legend.forEach(line -> terminal.line(line, Cell.Tone.QUIET));
    return terminal.out.toString();
  }

  private void table(ResultTable table, int width) {
    out.append('\n');
    String title = table.point().title() + ": " + table.workload().description();
    out.append(ink.bold(Ink.ascii(title))).append('\n');
    table.caveats().forEach(caveat -> line(caveat, Cell.Tone.DOUBTFUL));
    Layout layout = Layout.of(table, width);
    // A heading of one line stands on the lower one.
    heading(layout, column -> column.unit().isEmpty() ? "" : column.what());
    heading(layout, column -> column.unit().isEmpty() ? column.what() : column.unit());
    for (ResultTable.Row row : table.rows()) {
      StringBuilder text = new StringBuilder();
      for (Column column : layout.columns()) {
        Cell cell = row.cell(column);
        text.append(text.isEmpty() ? "" : layout.gap());
        text.append(ink.painted(layout.fitted(column, Ink.ascii(cell.text())), cell.tone()));
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
  }

  private void heading(Layout layout, Function<Column, String> words) {
    StringBuilder text = new StringBuilder();
    for (Column column : layout.columns()) {
      text.append(text.isEmpty() ? "" : layout.gap());
      text.append(layout.fitted(column, Ink.ascii(words.apply(column))));
    }
    out.append(ink.bold(text.toString().stripTrailing())).append('\n');
  }

  private void line(String text, Cell.Tone tone) {
    out.append(ink.painted(Ink.ascii(text), tone)).append('\n');
  }

  /** Which columns fit, and how wide each is. */
  private record Layout(List<Column> columns, Map<Column, Integer> widths, String gap) {

    static Layout of(ResultTable table, int width) {
      List<Column> columns = new ArrayList<>(table.coreColumns());
      Map<Column, Integer> widths = new EnumMap<>(Column.class);
      for (Column column : columns) {
        int widest = Math.max(column.what().length(), column.unit().length());
        for (ResultTable.Row row : table.rows()) {
          widest = Math.max(widest, Ink.ascii(row.cell(column).text()).length());
        }
        widths.put(column, widest);
      }
      if (total(columns, widths, 2) <= width) {
        return new Layout(columns, widths, "  ");
      }
      for (Column column : DISPENSABLE) {
        if (total(columns, widths, 1) > width) {
          columns.remove(column);
        }
      }
      int tooMuch = Math.max(0, total(columns, widths, 1) - width);
      widths.merge(Column.MODEL, -tooMuch, Integer::sum);
      widths.compute(Column.MODEL, (column, wide) -> Math.max(8, wide));
      return new Layout(columns, widths, " ");
    }

    private static int total(List<Column> columns, Map<Column, Integer> widths, int gap) {
      return columns.stream().mapToInt(widths::get).sum() + gap * (columns.size() - 1);
    }

    String fitted(Column column, String text) {
      int width = widths.get(column);
      String cut = text.length() <= width ? text : text.substring(0, width - 1) + "~";
      String padding = " ".repeat(width - cut.length());
      return column.align() == Column.Align.LEFT ? cut + padding : padding + cut;
    }
  }
}
