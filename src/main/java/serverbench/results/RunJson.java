package serverbench.results;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** run.json: a {@link Run} as JSON. */
final class RunJson {

  private RunJson() {}

  static void write(Run run, OutputStream out) throws IOException {
    RecordJson.write(run, out);
  }

  /**
   * @throws IOException with one line: file, place, what is wrong
   */
  static Run read(Path file) throws IOException {
    Run run = OlderSchema.upgraded(RecordJson.read(file, Run.class, Run.SCHEMA_VERSION, "run"));
    String missing = RunCheck.firstDefect(run);
    if (missing != null) {
      throw new IOException(file + ": " + missing);
    }
    return run;
  }
}
