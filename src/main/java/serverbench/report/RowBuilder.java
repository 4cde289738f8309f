package serverbench.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import serverbench.results.FlagMarks;
import serverbench.results.ModelInfo;
import serverbench.results.OpenLoop;
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
    ModelInfo model = summary.model();
    cells.put(Column.NUMBER, Cell.number(model.numberText(), model.number()).in(Cell.Tone.QUIET));
    cells.put(Column.MODEL, Cell.text(summary.label()));
    cells.put(Column.THROUGHPUT, throughput(summary));
    Double article = summary.model().articleQps();
    if (article != null) {
      cells.put(Column.ARTICLE, Cell.number(Figures.whole(article), article).in(Cell.Tone.QUIET));
    }
    if (summary.forksOk() + summary.forksFailed() > 0) {
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
      return Absence.of(summary);
    }
    double value = summary.throughput().getAsDouble();
    String text = (summary.lowerBound() ? "≥ " : "") + Figures.whole(value);
    return toned(Cell.number(text, value), summary);
  }

  private void addNumbers(Map<Column, Cell> cells, Summary summary) {
    // In an open loop the schedule, not the server, says how many requests there are.
    Optional<Ranking.Place> rank =
        summary.workload().onSchedule() ? Optional.empty() : ranking.placeOf(summary);
    rank.ifPresent(place -> cells.put(Column.RANK, rank(place, summary)));
    summary
        .interval()
        .filter(interval -> summary.throughput().getAsDouble() > 0)
        .ifPresent(
            interval -> {
              double percent = 100 * interval.halfWidth() / summary.throughput().getAsDouble();
              cells.put(Column.INTERVAL, Cell.number(Figures.percent(percent), percent));
            });
    addLatency(cells, summary);
    cells.put(Column.CPU, Figures.threeDigits(summary.serverCpuMicros()));
    addResources(cells, summary.resources());
    long errors = summary.errorsTotal();
    Cell count = Cell.number(Figures.whole(errors), errors);
    cells.put(Column.ERRORS, count.in(errors > 0 ? Cell.Tone.BAD : Cell.Tone.QUIET));
    cells.put(Column.FLAGS, Cell.text(marks.beside(summary)).in(Cell.Tone.DOUBTFUL));
  }

  private static void addLatency(Map<Column, Cell> cells, Summary summary) {
    summary.openLoop().ifPresent(schedule -> addSchedule(cells, schedule));
    if (summary.saturated()) {
      // Its figures would be the length of the queue: no latency.
      cells.put(Column.P99, Cell.text("saturated").in(Cell.Tone.DOUBTFUL));
      return;
    }
    cells.put(Column.P50, Figures.threeDigits(summary.latencyMillis(50)));
    cells.put(Column.P90, Figures.threeDigits(summary.latencyMillis(90)));
    cells.put(Column.P99, Figures.threeDigits(summary.latencyMillis(99)));
    cells.put(Column.P999, Figures.threeDigits(summary.latencyMillis(99.9)));
    cells.put(Column.MAX, Figures.threeDigits(summary.maxMillis()));
    cells.put(Column.RAW_P99, Figures.threeDigits(summary.rawLatencyMillis(99)));
  }

  private static void addSchedule(Map<Column, Cell> cells, OpenLoop schedule) {
    double rate = schedule.targetRate();
    cells.put(Column.RATE, Cell.number(Figures.whole(rate), rate));
    double lag = schedule.scheduleLagP99Micros();
    cells.put(Column.LAG, Cell.number(Figures.whole(lag), lag));
    Cell drops = Cell.number(Figures.whole(schedule.drops()), schedule.drops());
    cells.put(Column.DROPS, drops.in(schedule.drops() > 0 ? Cell.Tone.BAD : Cell.Tone.QUIET));
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
