package serverbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import serverbench.bench.Profile;
import serverbench.results.Comparison;
import serverbench.results.Run;
import serverbench.results.RunSummary;

/** The folder of a run; what the commands know of results, charts and report. */
interface RunFiles {

  /** Makes an empty folder {@code <time>-<commit>-<profile>} under {@code parent}. */
  Path create(Path parent, Instant started, Profile profile) throws IOException;

  /** Writes the measured data: run.json, jmh.json, histograms. */
  void write(Run run, Path folder) throws IOException;

  /**
   * Reads run.json.
   *
   * @throws IOException with one line when it is missing or not whole
   */
  Run read(Path folder) throws IOException;

  /** Writes what is drawn from the data: charts, report, tables. */
  void render(RunSummary run, Path folder) throws IOException;

  /** Points the link {@code latest} beside the folder to it. */
  void makeLatest(Path folder) throws IOException;

  /** The tables for a terminal; ends with a line break. */
  String table(RunSummary run, Console console);

  /** Two runs side by side for a terminal; ends with a line break. */
  String comparison(Comparison comparison, Console console);

  /** Writes the same as pages into a folder, which is made when it is missing. */
  void write(Comparison comparison, Path folder) throws IOException;

  /**
   * Renews charts/ and the README's figures out of a run, both or neither.
   *
   * @throws IOException with one line; then nothing has changed
   */
  void publish(RunSummary run, Path runJson, Path home) throws IOException;
}
