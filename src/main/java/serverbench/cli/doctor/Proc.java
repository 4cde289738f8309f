package serverbench.cli.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text files in which Linux tells about itself (/proc, /sys); none of them on other systems.
 *
 * @param root "/", or a folder that looks like it
 */
public record Proc(Path root) {

  private static final int MOST_BYTES = 256 << 10;

  /** Whole content without white space around it; empty where there is no such file. */
  Optional<String> text(String path) {
    // Not Files.readString: these files say they are 0 bytes long, so it reads one byte to see
    // whether there is more, and for a number of sysctl the kernel calls the rest the file's end.
    try (FileChannel file = FileChannel.open(root.resolve(path))) {
      ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
      while (bytes.hasRemaining() && file.read(bytes) > 0) {
        continue;
      }
      return Optional.of(StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip());
    } catch (IOException e) {
      // Not this kind of system, or not for this user: for doctor both are "not known".
      return Optional.empty();
    }
  }

  Optional<Long> number(String path) {
    return text(path).filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong);
  }
}
