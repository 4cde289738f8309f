package serverbench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import serverbench.results.Interval;
import serverbench.results.ModelInfo;
import serverbench.results.PointSummary;
import serverbench.results.RunSummary;
import serverbench.results.Score;
import serverbench.results.Summary;

/**
 * All models in one table: a column for the figure of each workload, and what plain requests cost.
 */
final class ScoreTable {

  /** The workload whose interval, CPU and memory stand beside its figure: the simplest work. */
  private static final String PLAIN = "keepalive";

  private ScoreTable() {}

  static String markdown(RunSummary run) {
    List<Score> scores = Score.all(run).stream().filter(ScoreTable::hasOneFigure).toList();
    Optional<PointSummary> plain = run.first(PLAIN);
    List<String> headings = new ArrayList<>(List.of("#", "model"));
    scores.forEach(score -> headings.add(Markdown.escaped(score.title() + ", " + unit(score))));
    if (plain.isPresent()) {
      headings.addAll(List.of(PLAIN + " ± %", "CPU µs/req", "MiB", "threads", "article's req/s"));
    }
    StringBuilder text = new StringBuilder(Markdown.row(headings));
    List<Column.Align> first = List.of(Column.Align.RIGHT, Column.Align.LEFT);
    text.append(Markdown.rule(first, headings.size()));
    for (ModelInfo model : run.run().models()) {
      List<String> cells = new ArrayList<>();
      cells.add(model.numberText());
      cells.add(Markdown.escaped(model.label()));
      scores.forEach(score -> cells.add(figure(run, score, model)));
      plain
          .flatMap(point -> point.of(model.name()))
          .ifPresent(summary -> cells.addAll(cost(summary, model)));
      text.append(Markdown.row(cells));
    }
    text.append("\n");
    run.marks()
        .legendOf(Score.measured(scores))
        .forEach(
            entry ->
                text.append("- ")
                    .append(Markdown.escaped(entry.mark() + ": " + entry.meaning()))
                    .append("\n"));
    return text.toString();
  }

  /** Those that are measured at many points have pictures of their own. */
  private static boolean hasOneFigure(Score score) {
    return score.workload().onSchedule() || score.workload().points().size() == 1;
  }

  private static String unit(Score score) {
    return score.unit().equals("ms") ? "p99 ms" : score.unit();
  }

  private static String figure(RunSummary run, Score score, ModelInfo model) {
    Score.Entry entry = score.entries().get(model.name());
    if (entry.value().isEmpty()) {
      return Markdown.escaped(entry.absence());
    }
    String bound = entry.atLeast() ? "≥ " : "";
    String marks = run.marks().beside(entry.summary());
    String text =
        bound
            + Figures.threeDigits(entry.value().getAsDouble())
            + (marks.isEmpty() ? "" : " " + marks);
    boolean best = !model.standsBeside() && score.relative(model.name()).orElse(0) >= 1;
    return best ? "**" + Markdown.escaped(text) + "**" : Markdown.escaped(text);
  }

  private static List<String> cost(Summary summary, ModelInfo model) {
    if (!summary.measured()) {
      List<String> nothing = new ArrayList<>(Collections.nCopies(4, ""));
      nothing.add(article(model));
      return nothing;
    }
    return List.of(
        summary
            .interval()
            .map(Interval::halfWidth)
            .map(half -> Figures.percent(100 * half / summary.throughput().orElse(1)))
            .orElse(""),
        Figures.threeDigits(summary.serverCpuMicros()).text(),
        Figures.whole(summary.resource(r -> r.residentBytes() / (double) (1 << 20))).text(),
        Figures.whole(summary.resource(r -> r.serverThreads())).text(),
        article(model));
  }

  private static String article(ModelInfo model) {
    return model.articleQps() == null ? "" : Figures.whole(model.articleQps());
  }
}
