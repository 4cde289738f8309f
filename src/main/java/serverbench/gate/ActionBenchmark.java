package serverbench.gate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import serverbench.results.RecordJson;
import serverbench.results.WholeFile;

/**
 * Head's figures for github-action-benchmark, which has one tool for what should grow and one for
 * what should not: {@code customBiggerIsBetter} and {@code customSmallerIsBetter}, a file each.
 */
public final class ActionBenchmark {

  private ActionBenchmark() {}

  /**
   * One entry of either file.
   *
   * @param name of the series
   * @param unit of the value
   * @param value median over head's forks
   * @param range half of the 95 % interval, as the tool prints it
   * @param extra shown as a tooltip
   */
  record Entry(String name, String unit, double value, String range, String extra) {}

  /** Writes both files. */
  public static void write(GateReport report, Path folder) throws IOException {
    write(report, Metric.Better.HIGHER, folder.resolve("github-bigger-is-better.json"));
    write(report, Metric.Better.LOWER, folder.resolve("github-smaller-is-better.json"));
  }

  static List<Entry> entries(GateReport report, Metric.Better better) {
    return report.series().stream()
        .filter(verdict -> verdict.better().equals(better.name()) && verdict.head() != null)
        .map(verdict -> entry(report, verdict))
        .toList();
  }

  private static void write(GateReport report, Metric.Better better, Path file) throws IOException {
    List<Entry> entries = entries(report, better);
    WholeFile.write(file, out -> RecordJson.write(entries, out));
  }

  private static Entry entry(GateReport report, Verdict verdict) {
    String range =
        verdict.low() == null || verdict.ratio() == null
            ? ""
            : String.format(
                Locale.ROOT,
                "± %.4g",
                verdict.head() * (verdict.high() - verdict.low()) / 2 / verdict.ratio());
    String extra =
        String.format(
            Locale.ROOT,
            "head %s, baseline %s, head/baseline %s",
            report.plan().head().label(),
            report.plan().baseline().label(),
            VerdictText.ratio(verdict));
    return new Entry(verdict.series(), verdict.unit(), verdict.head(), range, extra);
  }
}
