package serverbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that this program runs from, for commands that start it again. */
final class OwnJar {

  private OwnJar() {}

  /**
   * @throws CommandFailed when it runs from classes
   */
  static Path find(String command) {
    Path jar = Path.of(System.getProperty("java.class.path"));
    if (!Files.isRegularFile(jar)) {
      throw CommandFailed.usage(command + " needs the packaged program: ./run-bench.sh " + command);
    }
    return jar;
  }
}
