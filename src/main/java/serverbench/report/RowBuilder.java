package serverbench.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import serverbench.results.FlagMarks;
import serverbench.results.Ranking;
import serverbench.results.Resources;
import serverbench.results.Summary;

/** Turns the summary of one model into the cells of its row. */
final class RowBuilder {

  private final Ranking ranking;
  private final FlagMarks marks;

  RowBuilder(Ranking ranking, FlagMarks marks) {
    this.ranking = ranking;
    this.marks = marks;
  }

  Map<Column, Cell> cellsOf(Summary summary) {
    Map<Column, Cell> cells = new EnumMap<>(Column.class);
    int number = summary.model().number();
    cells.put(Column.NUMBER, Cell.number(String.valueOf(number), number).in(Cell.Tone.QUIET));
    cells.put(Column.MODEL, Cell.text(summary.label()));
    cells.put(Column.THROUGHPUT, throughput(summary));
    Double article = summary.model().articleQps();
    if (article != null) {
      cells.put(Column.ARTICLE, Cell.number(Figures.whole(article), article).in(Cell.Tone.QUIET));
    }
    if (!summary.missing()) {
      int ran = summary.forksOk() + summary.forksFailed();
      Cell forks = Cell.number(summary.forksOk() + "/" + ran, summary.forksOk());
      cells.put(Column.FORKS, summary.forksFailed() > 0 ? forks.in(Cell.Tone.BAD) : forks);
    }
    if (summary.measured()) {
      addNumbers(cells, summary);
    }
    return cells;
  }

  private Cell throughput(Summary summary) {
    if (!summary.measured()) {
      return summary.missing()
          ? Cell.text("not run").in(Cell.Tone.QUIET)
          : Cell.text("failed").in(Cell.Tone.BAD);
    }
    double value = summary.throughput().getAsDouble();
    String text = (summary.lowerBound() ? "≥ " : "") + Figures.whole(value);
    return toned(Cell.number(text, value), summary);
  }

  private void addNumbers(Map<Column, Cell> cells, Summary summary) {
    ranking.placeOf(summary).ifPresent(place -> cells.put(Column.RANK, rank(place, summary)));
    summary
        .interval()
        .filter(interval -> summary.throughput().getAsDouble() > 0)
        .ifPresent(
            interval -> {
              double percent = 100 * interval.halfWidth() / summary.throughput().getAsDouble();
              cells.put(Column.INTERVAL, Cell.number(Figures.percent(percent), percent));
            });
    cells.put(Column.P50, Figures.threeDigits(summary.latencyMillis(50)));
    cells.put(Column.P90, Figures.threeDigits(summary.latencyMillis(90)));
    cells.put(Column.P99, Figures.threeDigits(summary.latencyMillis(99)));
    cells.put(Column.P999, Figures.threeDigits(summary.latencyMillis(99.9)));
    cells.put(Column.MAX, Figures.threeDigits(summary.maxMillis()));
    cells.put(Column.CPU, Figures.threeDigits(summary.serverCpuMicros()));
    addResources(cells, summary.resources());
    long errors = summary.errorsTotal();
    Cell count = Cell.number(Figures.whole(errors), errors);
    cells.put(Column.ERRORS, count.in(errors > 0 ? Cell.Tone.BAD : Cell.Tone.QUIET));
    cells.put(Column.FLAGS, Cell.text(marks.beside(summary)).in(Cell.Tone.DOUBTFUL));
  }

  private static Cell rank(Ranking.Place place, Summary summary) {
    boolean flagged = !summary.flags().isEmpty();
    String text = flagged ? "(" + place.text() + ")" : place.text();
    return toned(Cell.number(text, place.best()), summary);
  }

  private static Cell toned(Cell cell, Summary summary) {
    return summary.flags().isEmpty() ? cell : cell.in(Cell.Tone.DOUBTFUL);
  }

  private static void addResources(Map<Column, Cell> cells, Optional<Resources> resources) {
    Map<Column, ToDoubleFunction<Resources>> fields = new EnumMap<>(Column.class);
    fields.put(Column.SWITCHES, Resources::serverContextSwitchesPerRequest);
    fields.put(Column.ALLOCATED, Resources::serverAllocatedBytesPerRequest);
    fields.put(Column.THREADS, Resources::serverThreads);
    fields.put(Column.PROCESSES, Resources::serverProcesses);
    fields.put(Column.MEMORY, r -> r.residentBytes() / (double) (1 << 20));
    fields.forEach(
        (column, field) -> {
          double value = resources.map(field::applyAsDouble).orElse(-1.0);
          // -1 is "could not be read", also after the division that the memory goes through.
          if (value >= 0) {
            boolean counted = column != Column.SWITCHES;
            cells.put(
                column,
                Cell.number(counted ? Figures.whole(value) : Figures.threeDigits(value), value));
          }
        });
  }
}
