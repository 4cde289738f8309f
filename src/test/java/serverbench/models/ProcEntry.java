package serverbench.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Entries of /proc, whose thread, process or descriptor may end at any moment: between the listing
 * and the look, and between the opening of a file and its reading. What has ended reads as empty;
 * every other error fails the test.
 */
public final class ProcEntry {

  /** What is done with an entry while it is there. */
  @FunctionalInterface
  private interface Look<T> {
    T at(Path path) throws IOException;
  }

  private ProcEntry() {}

  public static Optional<String> text(Path file) {
    return look(file, Files::readString);
  }

  /** What a symbolic link, a descriptor for one, points to. */
  static Optional<String> target(Path link) {
    return look(link, path -> Files.readSymbolicLink(path).toString());
  }

  /** The entries of a folder; none when it is not there any more. */
  public static List<Path> list(Path folder) {
    return look(folder, ProcEntry::entries).orElse(List.of());
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static <T> Optional<T> look(Path path, Look<T> look) {
    try {
      return Optional.of(look.at(path));
    } catch (IOException e) {
      if (hasEnded(e)) {
        return Optional.empty();
      }
      throw new UncheckedIOException(e);
    }
  }

  /** ENOENT or ESRCH; the opening names the file beside the error, the reading does not. */
  private static boolean hasEnded(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return e instanceof NoSuchFileException
        || "No such process".equals(reason)
        || "No such file or directory".equals(reason);
  }
}
