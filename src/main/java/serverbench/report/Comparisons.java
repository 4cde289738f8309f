package serverbench.report;

import java.io.IOException;
import java.nio.file.Path;
import serverbench.results.Comparison;
import serverbench.results.WholeFile;

/** What people read of two runs side by side. */
public final class Comparisons {

  private Comparisons() {}

  /**
   * For a terminal; ends with a line break.
   *
   * @param columns width of the terminal; tables leave columns out to fit, but never the ratios
   */
  public static String terminal(Comparison comparison, int columns, TerminalTable.Style style) {
    return ComparisonTerminal.render(comparison, columns, style);
  }

  /**
   * Writes comparison.md and comparison.html into a folder, which is made when it is missing.
   *
   * @throws IOException when one cannot be written
   */
  public static void writeAll(Comparison comparison, Path folder) throws IOException {
    WholeFile.write(folder.resolve("comparison.md"), ComparisonMarkdown.render(comparison));
    WholeFile.write(folder.resolve("comparison.html"), ComparisonHtml.render(comparison));
  }
}
