package serverbench.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The jar of another revision of this suite: built in a work tree of its own, by that revision's
 * own run-bench.sh, and kept under target/gate for the next time.
 *
 * @param home the repository
 */
record RevisionJar(Path home) {

  /** The full name of the commit that a revision means; empty when git knows none. */
  Optional<String> commit(String revision) throws IOException, InterruptedException {
    return revision.startsWith("-")
        ? Optional.empty()
        : git("rev-parse", "--verify", "--quiet", revision + "^{commit}");
  }

  /** The branch that is checked out, or "unknown". */
  String branch() throws IOException, InterruptedException {
    return git("rev-parse", "--abbrev-ref", "HEAD").orElse("unknown");
  }

  /** What git answers; empty when it has no answer, or there is no git. */
  private Optional<String> git(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
    command.addAll(List.of(arguments));
    try {
      Process git =
          process(command.toArray(String[]::new))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 && !out.isEmpty() ? Optional.of(out) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The jar, built if it is not there yet; about a minute then.
   *
   * @throws CommandFailed when that revision does not build
   */
  Path of(String commit, Console console) throws IOException, InterruptedException {
    Path kept = home.resolve("target").resolve("gate").resolve(commit + ".jar");
    if (Files.isRegularFile(kept)) {
      return kept;
    }
    console.err().println("building " + commit + " in a work tree of its own");
    Path parent = Files.createTempDirectory("serverbench-gate");
    Path tree = parent.resolve("tree");
    try {
      require(
          process(
              "git",
              "-C",
              home.toString(),
              "worktree",
              "add",
              "--detach",
              tree.toString(),
              commit));
      ProcessBuilder build = process(tree.resolve("run-bench.sh").toString(), "list", "--names");
      build.environment().remove("SERVERBENCH_BUILD");
      build.environment().remove("SERVERBENCH_JAVA_OPTS");
      require(build);
      Files.createDirectories(kept.getParent());
      Path part = kept.resolveSibling("." + kept.getFileName() + ".part");
      Files.copy(tree.resolve("target/benchmarks.jar"), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
      return kept;
    } finally {
      if (Files.exists(tree)) {
        require(
            process(
                "git", "-C", home.toString(), "worktree", "remove", "--force", tree.toString()));
      }
      Files.deleteIfExists(parent);
    }
  }

  private static ProcessBuilder process(String... command) {
    return new ProcessBuilder(new ArrayList<>(List.of(command)))
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
  }

  private static void require(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      String last = said.strip().lines().reduce((_, next) -> next).orElse("no word");
      throw CommandFailed.failed(String.join(" ", builder.command()) + " failed: " + last, null);
    }
  }
}
