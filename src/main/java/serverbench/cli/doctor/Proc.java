package serverbench.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text files in which Linux tells about itself (/proc, /sys); none of them on other systems.
 *
 * @param root "/", or a folder that looks like it
 */
public record Proc(Path root) {

  /** Whole content without the last line end; empty where there is no such file. */
  Optional<String> text(String path) {
    try {
      return Optional.of(Files.readString(root.resolve(path)).strip());
    } catch (IOException e) {
      // Not this kind of system, or not for this user: for doctor both are "not known".
      return Optional.empty();
    }
  }

  Optional<Long> number(String path) {
    return text(path).filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong);
  }
}
