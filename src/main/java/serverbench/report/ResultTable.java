package serverbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serverbench.results.Caveats;
import serverbench.results.FlagMarks;
import serverbench.results.PointSummary;
import serverbench.results.Ranking;
import serverbench.results.RunSummary;
import serverbench.results.Summary;
import serverbench.results.WorkloadInfo;

/**
 * The results under one workload as cells with their final text. Terminal, Markdown and HTML only
 * lay this out, so that they cannot differ.
 *
 * @param point that the table is about
 * @param columns those in which at least one row has something to say
 * @param rows in the article's order
 * @param marks that stand in the flags column
 * @param caveats what a reader must know before the first number
 * @param legend what the marks and the odd rows mean, one line each
 */
record ResultTable(
    PointSummary point,
    List<Column> columns,
    List<Row> rows,
    FlagMarks marks,
    List<String> caveats,
    List<String> legend) {

  /** One model. */
  record Row(Summary summary, Map<Column, Cell> cells) {
    /** Empty where the column has nothing to say about the model. */
    Cell cell(Column column) {
      return cells.getOrDefault(column, Cell.EMPTY);
    }
  }

  static List<ResultTable> all(RunSummary run) {
    return run.points().stream().map(point -> of(run, point)).toList();
  }

  static ResultTable of(RunSummary run, PointSummary point) {
    List<Summary> summaries = point.summaries();
    FlagMarks marks = run.marks();
    Ranking ranking = point.ranking();
    RowBuilder builder = new RowBuilder(ranking, marks);
    List<Row> rows =
        summaries.stream().map(summary -> new Row(summary, builder.cellsOf(summary))).toList();
    List<Column> columns =
        Stream.of(Column.values())
            .filter(column -> rows.stream().anyMatch(row -> !row.cell(column).text().isEmpty()))
            .toList();
    return new ResultTable(
        point,
        columns,
        rows,
        marks,
        Caveats.of(summaries),
        legend(summaries, ranking, marks, columns));
  }

  WorkloadInfo workload() {
    return point.workload();
  }

  /** Only the columns that fit everywhere. */
  List<Column> coreColumns() {
    return columns.stream().filter(column -> column.detail() == Column.Detail.CORE).toList();
  }

  private static List<String> legend(
      List<Summary> summaries, Ranking ranking, FlagMarks marks, List<Column> columns) {
    List<String> lines = new ArrayList<>();
    for (FlagMarks.Entry entry : marks.legendOf(summaries)) {
      lines.add(entry.mark() + "  " + entry.rule() + ": " + entry.meaning());
    }
    for (Summary summary : summaries) {
      for (String failure : summary.failures()) {
        lines.add(summary.label() + " failed: " + failure.replaceAll("\\s+", " "));
      }
    }
    summaries.stream()
        .filter(summary -> summary.notApplicable().isPresent())
        .collect(
            Collectors.groupingBy(
                summary -> summary.notApplicable().get(),
                LinkedHashMap::new,
                Collectors.mapping(Summary::label, Collectors.joining(", "))))
        .forEach((why, models) -> lines.add("n/a (" + models + "): " + why));
    boolean tied =
        summaries.stream().anyMatch(s -> ranking.placeOf(s).map(Ranking.Place::tied).orElse(false));
    if (tied) {
      lines.add(
          "rank 2–5: tied; its 95 % interval overlaps others', and its place may be any of these");
    }
    if (summaries.stream().anyMatch(s -> s.model().standsBeside())) {
      lines.add(
          "rows without a number are references: other servers, beside the models and never ranked"
              + " among them");
    }
    if (columns.contains(Column.ARTICLE)) {
      lines.add("article: the article's own figures, from another machine and another language");
    }
    return lines;
  }
}
