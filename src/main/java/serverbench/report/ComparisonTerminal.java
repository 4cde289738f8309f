package serverbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import serverbench.results.Comparison;

/** A comparison for a terminal: what changed, then a table for each point; in ASCII. */
final class ComparisonTerminal {

  private static final int MOST_CHANGES = 20;
  private static final String GAP = "  ";

  private final Ink ink;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private ComparisonTerminal(Ink ink, int width) {
    this.ink = ink;
    this.width = width;
  }

  static String render(Comparison comparison, int width, TerminalTable.Style style) {
    ComparisonTerminal terminal = new ComparisonTerminal(new Ink(style), width);
    ComparisonWords words = new ComparisonWords(comparison);
    terminal.lines(words.runs(), Cell.Tone.NORMAL);
    terminal.lines(comparison.unlike(), Cell.Tone.DOUBTFUL);
    terminal.lines(comparison.oneSided(), Cell.Tone.DOUBTFUL);
    for (Comparison.Point point : comparison.points()) {
      terminal.grid(terminal.fitting(detail -> ComparisonGrid.of(point, detail)));
    }
    terminal.grid(terminal.fitting(detail -> ChangesByModel.grid(comparison, detail)));
    terminal.out.append('\n');
    terminal.lines(words.counts(), Cell.Tone.NORMAL);
    terminal.lines(words.changed(MOST_CHANGES), Cell.Tone.NORMAL);
    terminal.lines(words.footnotes(), Cell.Tone.QUIET);
    return terminal.out.toString();
  }

  private void lines(List<String> texts, Cell.Tone tone) {
    texts.forEach(text -> out.append(ink.painted(Ink.ascii(text), tone)).append('\n'));
  }

  /** With all that there is to say of a ratio when that fits, else with the ratio alone. */
  private Grid fitting(Function<ComparisonGrid.Detail, Grid> grids) {
    Grid grid = grids.apply(ComparisonGrid.Detail.INTERVALS);
    return widthOf(grid, fitting(grid)) <= width ? grid : grids.apply(ComparisonGrid.Detail.RATIOS);
  }

  private void grid(Grid grid) {
    out.append('\n').append(ink.bold(Ink.ascii(grid.title()))).append('\n');
    List<Integer> columns = fitting(grid);
    StringBuilder heading = new StringBuilder();
    for (int column : columns) {
      gap(heading, column);
      heading.append(fitted(grid, column, grid.headings().get(column)));
    }
    out.append(ink.bold(heading.toString().stripTrailing())).append('\n');
    for (List<Cell> row : grid.rows()) {
      StringBuilder text = new StringBuilder();
      for (int column : columns) {
        gap(text, column);
        Cell cell = row.get(column);
        text.append(ink.painted(fitted(grid, column, cell.text()), cell.tone()));
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
  }

  private static void gap(StringBuilder text, int column) {
    text.append(column == 0 ? "" : GAP);
  }

  /** Those for which there is room; the ratios stay. */
  private List<Integer> fitting(Grid grid) {
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < grid.headings().size(); column++) {
      columns.add(column);
    }
    List<Integer> dispensable =
        grid.headings().getLast().equals(ComparisonGrid.FLAGS)
            ? ComparisonGrid.dispensable(grid)
            : List.of();
    for (Integer column : dispensable) {
      if (widthOf(grid, columns) > width) {
        columns.remove(column);
      }
    }
    return columns;
  }

  private static int widthOf(Grid grid, List<Integer> columns) {
    int sum = columns.stream().mapToInt(column -> widthOf(grid, column)).sum();
    return sum + GAP.length() * (columns.size() - 1);
  }

  private static int widthOf(Grid grid, int column) {
    int widest = Ink.ascii(grid.headings().get(column)).length();
    for (List<Cell> row : grid.rows()) {
      widest = Math.max(widest, Ink.ascii(row.get(column).text()).length());
    }
    return widest;
  }

  private static String fitted(Grid grid, int column, String text) {
    String ascii = Ink.ascii(text);
    String padding = " ".repeat(widthOf(grid, column) - ascii.length());
    boolean left = column == 0 || column == grid.headings().size() - 1;
    return left ? ascii + padding : padding + ascii;
  }
}
