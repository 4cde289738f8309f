package serverbench.measure;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which commit of the suite's source this program was built from. */
public final class SourceCommit {

  private static final String RESOURCE = "/serverbench/commit.txt";

  private SourceCommit() {}

  /**
   * What the build wrote into the jar, else what git says of the folder that holds the jar.
   *
   * @return the commit, with "-dirty" when there were changes on top of it, or "unknown"
   */
  public static String read() {
    try (InputStream resource = SourceCommit.class.getResourceAsStream(RESOURCE)) {
      if (resource != null) {
        return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      return "unknown";
    }
    return folder().flatMap(SourceCommit::ofWorkingCopy).orElse("unknown");
  }

  private static Optional<Path> folder() {
    try {
      Path code =
          Path.of(SourceCommit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Optional.of(Files.isDirectory(code) ? code : code.getParent());
    } catch (URISyntaxException | RuntimeException e) {
      return Optional.empty();
    }
  }

  static Optional<String> ofWorkingCopy(Path folder) {
    return git(folder, "rev-parse", "--short=12", "HEAD")
        .map(
            commit ->
                git(folder, "status", "--porcelain", "--untracked-files=no")
                    .filter(changes -> !changes.isEmpty())
                    .map(changes -> commit + "-dirty")
                    .orElse(commit));
  }

  private static Optional<String> git(Path folder, String... arguments) {
    ProcessBuilder command = new ProcessBuilder("git", "-C", folder.toString());
    command.command().addAll(java.util.List.of(arguments));
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    command.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    try {
      Process git = command.start();
      String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = git.waitFor(10, TimeUnit.SECONDS);
      return ended && git.exitValue() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException e) {
      // No git on this machine.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
