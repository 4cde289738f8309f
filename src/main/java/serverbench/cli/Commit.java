package serverbench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Which source the jar was built from, as far as Git tells; names the run's folder. */
final class Commit {

  static final String UNKNOWN = "unknown";

  /** Short hash, with "-dirty" when the sources have changes, or "unknown". */
  static String of(Path home) {
    List<String> git =
        List.of("git", "-C", home.toString(), "describe", "--always", "--dirty", "--exclude=*");
    try {
      Process process =
          new ProcessBuilder(git).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String commit =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 && !commit.isEmpty() ? commit : UNKNOWN;
    } catch (IOException e) {
      // No Git here: the results say so by the name.
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }

  private Commit() {}
}
