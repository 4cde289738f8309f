package serverbench.results;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files that are there whole or not at all: written under another name in the same folder, forced
 * to disk, then renamed. A reader never sees half a file, and a crash leaves the older one.
 */
public final class WholeFile {

  private static final AtomicLong SEQUENCE = new AtomicLong();

  private WholeFile() {}

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is buffered; the caller closes it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the file, in place of an older one of that name; makes its folder when it is missing.
   *
   * @throws IOException when it cannot be written; then the older file is untouched
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path part = partOf(folder, file);
    try {
      // Not a FileChannel: that closes itself when the thread was interrupted, and after Ctrl-C
      // the partial results still have to be written.
      try (FileOutputStream raw = new FileOutputStream(part.toFile())) {
        BufferedOutputStream out = new BufferedOutputStream(raw, 1 << 16);
        content.writeTo(out);
        out.flush();
        raw.getFD().sync();
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Writes text as UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Makes a symbolic link, or moves an existing one to another target, in one step.
   *
   * @param target relative to the link's folder, or absolute
   * @throws IOException when links are not possible here, or something else has that name
   */
  static void link(Path link, Path target) throws IOException {
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      throw new IOException(link + ": is no symbolic link; move it out of the way");
    }
    Path part = partOf(link.toAbsolutePath().getParent(), link);
    try {
      Files.createSymbolicLink(part, target);
      Files.move(part, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (UnsupportedOperationException e) {
      throw new IOException(link + ": this file system has no symbolic links", e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Hidden, and different for every process and call: two runs may write at once. */
  private static Path partOf(Path folder, Path file) {
    return folder.resolve(
        "."
            + file.getFileName()
            + "."
            + ProcessHandle.current().pid()
            + "."
            + SEQUENCE.incrementAndGet()
            + ".part");
  }
}
