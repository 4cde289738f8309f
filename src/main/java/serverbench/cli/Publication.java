package serverbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serverbench.charts.Charts;
import serverbench.report.MarkedText;
import serverbench.report.Published;
import serverbench.results.RunSummary;
import serverbench.results.WholeFile;
import serverbench.results.WholeFolder;

/** Renews charts/ and the README's made parts out of one run, both or neither. */
final class Publication {

  private static final String CHARTS = "charts";
  private static final String README = "README.md";

  private Publication() {}

  /**
   * @param runJson copied as it is, so that what is published can be checked
   * @param home of the project
   * @throws IOException with one line when something cannot be written or the README has no place
   *     for the figures; then nothing has changed
   */
  static void publish(RunSummary run, Path runJson, Path home) throws IOException {
    Path readme = home.resolve(README);
    try (WholeFolder charts = new WholeFolder(home.resolve(CHARTS))) {
      Charts.write(run, charts.part(), Published::shows);
      String text = page(Files.readString(readme), run, picturesIn(charts.part()));
      WholeFile.write(charts.part().resolve("run.json"), out -> Files.copy(runJson, out));
      charts.replace();
      WholeFile.write(readme, text);
      charts.keep();
    }
  }

  /** The page with the run's figures in their places. */
  static String page(String readme, RunSummary run, Set<String> pictures) throws IOException {
    try {
      return MarkedText.replaced(readme, Published.parts(run, pictures, CHARTS));
    } catch (IOException e) {
      throw new IOException(README + " " + e.getMessage(), e);
    }
  }

  /** Names without ending. */
  static Set<String> picturesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".svg"))
          .map(name -> name.substring(0, name.length() - ".svg".length()))
          .collect(Collectors.toSet());
    }
  }
}
