package serverbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import serverbench.results.ModelInfo;
import serverbench.results.PointSummary;
import serverbench.results.Resources;
import serverbench.results.RunSummary;
import serverbench.results.Summary;
import serverbench.results.WorkloadInfo;

/**
 * A table with a row a model and columns that depend on the data: the points of a workload, or what
 * a comparison compares.
 *
 * @param title one line
 * @param headings of the columns; the first is the model's
 * @param rows of as many cells
 */
record Grid(String title, List<String> headings, List<List<Cell>> rows) {

  /** A workload with several points, one table for each thing that changes with the load. */
  static List<Grid> of(RunSummary run, WorkloadInfo workload) {
    List<PointSummary> points = run.pointsOf(workload);
    List<Grid> grids = new ArrayList<>();
    if (workload.onSchedule()) {
      grids.add(
          grid(run, workload, "p99 latency in ms from the intended start", points, Grid::tail));
      return grids;
    }
    grids.add(grid(run, workload, "throughput in req/s", points, Grid::throughput));
    grids.add(grid(run, workload, "p99 latency in ms", points, Grid::tail));
    if (points.stream().anyMatch(point -> point.point().idleConnections() > 0)) {
      grids.add(grid(run, workload, "memory in MiB", points, Grid::memory));
      grids.add(grid(run, workload, "server threads", points, Grid::threads));
    }
    return grids;
  }

  private static Grid grid(
      RunSummary run,
      WorkloadInfo workload,
      String what,
      List<PointSummary> points,
      Function<Summary, Cell> figure) {
    List<String> headings = new ArrayList<>(List.of("model"));
    points.forEach(point -> headings.add(point.point().label()));
    List<List<Cell>> rows = new ArrayList<>();
    for (ModelInfo model : run.run().models()) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(model.label())));
      for (PointSummary point : points) {
        row.add(cell(run, point.of(model.name()).orElseThrow(), figure));
      }
      rows.add(row);
    }
    return new Grid(workload.name() + ": " + what, headings, rows);
  }

  private static Cell cell(RunSummary run, Summary summary, Function<Summary, Cell> figure) {
    if (!summary.measured()) {
      return Absence.of(summary);
    }
    Cell cell = figure.apply(summary);
    String marks = run.marks().beside(summary);
    return marks.isEmpty() || cell.text().isEmpty()
        ? cell
        : new Cell(cell.text() + " " + marks, cell.value(), Cell.Tone.DOUBTFUL);
  }

  private static Cell throughput(Summary summary) {
    double value = summary.throughput().orElseThrow();
    return Cell.number((summary.lowerBound() ? "≥ " : "") + Figures.whole(value), value);
  }

  private static Cell tail(Summary summary) {
    return summary.saturated()
        ? Cell.text("saturated").in(Cell.Tone.QUIET)
        : Figures.threeDigits(summary.latencyMillis(99));
  }

  private static Cell memory(Summary summary) {
    return Figures.whole(summary.resource(r -> r.residentBytes() / (double) (1 << 20)));
  }

  private static Cell threads(Summary summary) {
    return Figures.whole(summary.resource(Resources::serverThreads));
  }
}
