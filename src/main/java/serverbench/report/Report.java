package serverbench.report;

import java.io.IOException;
import java.nio.file.Path;
import serverbench.results.RunSummary;

/** What people read of a run, beside its charts: report.html and table.md. */
public final class Report {

  private Report() {}

  /**
   * Writes report.html and table.md into the run's folder. The pictures in {@code charts/*.svg} are
   * put into the page when they are there, so draw them first.
   *
   * @throws IOException when one cannot be written
   */
  public static void writeAll(RunSummary run, Path runDir) throws IOException {
    MarkdownTable.write(run, runDir.resolve("table.md"));
    HtmlReport.write(run, runDir);
  }
}
