package serverbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import serverbench.bench.JmhJsonParts;
import serverbench.charts.RatioChart;
import serverbench.gate.ActionBenchmark;
import serverbench.gate.GateMarkdown;
import serverbench.gate.GateReport;
import serverbench.gate.JUnitXml;
import serverbench.gate.Verdict;
import serverbench.results.WholeFile;

/** What a gate leaves beside its pairs; all of it can be made again from them. */
final class GateFiles {

  private static final double HUNDRED = 100;

  private GateFiles() {}

  static void write(GateReport report, Path folder) throws IOException {
    report.write(folder);
    WholeFile.write(folder.resolve("gate.md"), GateMarkdown.of(report));
    JUnitXml.write(report, folder.resolve("gate-junit.xml"));
    Path exports = folder.resolve("exports");
    ActionBenchmark.write(report, exports);
    for (String side : List.of("baseline", "head")) {
      JmhJsonParts.merge(
          folder.resolve("jmh").resolve(side), exports.resolve("jmh-" + side + ".json"));
    }
    List<RatioChart.Row> rows =
        report.series().stream()
            .filter(verdict -> verdict.ratio() != null)
            .map(GateFiles::row)
            .toList();
    if (!rows.isEmpty()) {
      RatioChart.write(
          folder.resolve("charts"),
          "gate-ratios",
          "baseline " + report.plan().baseline().label() + ", head " + report.plan().head().label(),
          HUNDRED * report.plan().rules().leastEffect(),
          rows);
    }
  }

  private static RatioChart.Row row(Verdict verdict) {
    double estimate = worsePercent(verdict, verdict.ratio());
    double one = verdict.low() == null ? estimate : worsePercent(verdict, verdict.low());
    double other = verdict.high() == null ? estimate : worsePercent(verdict, verdict.high());
    return new RatioChart.Row(
        verdict.series(),
        estimate,
        Math.min(one, other),
        Math.max(one, other),
        verdict.outcome() == Verdict.Outcome.REGRESSION
            || verdict.outcome() == Verdict.Outcome.BROKEN);
  }

  /** Where higher is better, a ratio of 0.8 is 25 % worse: head takes that much longer. */
  private static double worsePercent(Verdict verdict, double ratio) {
    return HUNDRED * ((verdict.better().equals("LOWER") ? ratio : 1 / ratio) - 1);
  }
}
