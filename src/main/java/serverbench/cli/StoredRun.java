package serverbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import serverbench.results.Run;

/**
 * A run that is on disk.
 *
 * @param folder that holds its run.json
 * @param run what stands in that
 */
record StoredRun(Path folder, Run run) {

  private static final String RUN_JSON = "run.json";

  /**
   * Finds and reads a run, to its end before anything is done with it.
   *
   * @param typed a run's folder, its run.json, or the name of a run in results/
   * @param home of the project
   */
  static StoredRun read(Path typed, RunFiles files, Path home) {
    Path folder = folder(typed, home.resolve("results"));
    try {
      return new StoredRun(folder, files.read(folder));
    } catch (IOException e) {
      throw CommandFailed.failed(Reason.of(e), e);
    }
  }

  /** The newest run in results/. */
  static StoredRun readLatest(RunFiles files, Path home) {
    return read(home.resolve("results").resolve("latest"), files, home);
  }

  private static Path folder(Path typed, Path results) {
    if (hasRun(typed)) {
      return typed;
    }
    if (typed.endsWith(RUN_JSON) && Files.isRegularFile(typed)) {
      return typed.toAbsolutePath().getParent();
    }
    if (hasRun(results.resolve(typed))) {
      return results.resolve(typed);
    }
    throw CommandFailed.usage(
        "no run.json in " + typed + "; ./run-bench.sh all makes a run in results/");
  }

  private static boolean hasRun(Path folder) {
    return Files.isRegularFile(folder.resolve(RUN_JSON));
  }
}
