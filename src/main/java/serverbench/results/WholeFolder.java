package serverbench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder that is renewed as a whole: what is to be in it is gathered beside it, under a hidden
 * name, and takes its place when it is complete. Until {@link #keep} the older one can come back.
 *
 * <pre>
 *   charts              the older one, untouched while the new one is gathered
 *   .charts.part        gathered here
 *   --replace-->        charts -> .charts.old, .charts.part -> charts
 *   --close--           without keep: .charts.old -> charts; either way no hidden folder is left
 * </pre>
 *
 * <p>Not for two processes at once.
 */
public final class WholeFolder implements AutoCloseable {

  private enum Step {
    GATHERING,
    REPLACED,
    KEPT
  }

  private final Path folder;
  private final Path part;
  private final Path old;
  private Step step = Step.GATHERING;

  /**
   * Makes the empty folder beside it; what an earlier attempt left there is removed.
   *
   * @throws IOException when that is not possible, or something that is no folder has the name
   */
  public WholeFolder(Path folder) throws IOException {
    this.folder = folder;
    this.part = folder.resolveSibling("." + folder.getFileName() + ".part");
    this.old = folder.resolveSibling("." + folder.getFileName() + ".old");
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(folder + ": is no folder; move it out of the way");
    }
    recover();
    Files.createDirectories(part);
  }

  /** After a crash between two renames the older folder is only there under its hidden name. */
  private void recover() throws IOException {
    if (Files.isDirectory(old) && !Files.exists(folder)) {
      Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    TemporaryFolder.delete(old);
    TemporaryFolder.delete(part);
  }

  /** Where its files are gathered. */
  public Path part() {
    return part;
  }

  /** Puts what was gathered in its place. */
  public void replace() throws IOException {
    boolean hadOne = Files.exists(folder);
    if (hadOne) {
      Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (hadOne) {
        Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    step = Step.REPLACED;
  }

  /** All that belongs to it is done: the older one is not needed any more. */
  public void keep() {
    step = Step.KEPT;
  }

  @Override
  public void close() throws IOException {
    if (step == Step.REPLACED) {
      TemporaryFolder.delete(folder);
      if (Files.exists(old)) {
        Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    TemporaryFolder.delete(old);
    TemporaryFolder.delete(part);
  }
}
