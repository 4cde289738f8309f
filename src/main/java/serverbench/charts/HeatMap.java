package serverbench.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import serverbench.results.ModelInfo;
import serverbench.results.RunSummary;
import serverbench.results.Score;

/**
 * All models under all workloads, each figure as a share of the best under that workload: the one
 * picture to keep.
 */
final class HeatMap {

  /** Of the files; there is one for a run. */
  static final String NAME = "heatmap";

  private HeatMap() {}

  /**
   * One square.
   *
   * @param text in it
   * @param share of the best, or empty where there is no figure
   * @param best whether no other figure is better
   */
  record Square(String text, OptionalDouble share, boolean best) {}

  static Picture of(ChartStyle style, RunSummary run) {
    List<Score> scores = Score.all(run);
    List<ModelInfo> models = run.run().models();
    HeatPlot plot = new HeatPlot(style, models, scores, squares(run, scores));
    return new Frame(style, run)
        .around(
            NAME,
            "All models under all workloads, in percent of the best",
            "Each column is one workload: 100 is its best model, 50 has half the throughput or"
                + " twice the p99 latency",
            plot,
            Math.max(ChartStyle.WIDTH, plot.width()),
            plot.height(),
            Score.measured(scores),
            List.of(),
            models.stream().map(Rows::keyOf).toList());
  }

  /** By model, then by score. */
  static List<List<Square>> squares(RunSummary run, List<Score> scores) {
    List<List<Square>> rows = new ArrayList<>();
    for (ModelInfo model : run.run().models()) {
      List<Square> row = new ArrayList<>();
      for (Score score : scores) {
        row.add(square(run, score, score.entries().get(model.name()), model));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Square square(RunSummary run, Score score, Score.Entry entry, ModelInfo model) {
    OptionalDouble share = score.relative(model.name());
    if (share.isEmpty()) {
      return new Square(entry.absence(), share, false);
    }
    String marks = run.marks().beside(entry.summary());
    // 99.6 is not the best: only the best itself is 100.
    long percent = (long) Math.floor(share.getAsDouble() * 100 + 1e-9);
    String figure = percent == 0 ? "<1" : String.valueOf(percent);
    return new Square(
        marks.isEmpty() ? figure : figure + " " + marks,
        // Of a reference more than the best model's is possible; darker than full is not.
        OptionalDouble.of(Math.min(1, share.getAsDouble())),
        percent == 100 && !model.standsBeside());
  }
}
