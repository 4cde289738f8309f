package serverbench.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One fork as a file: how the process that ran it, which may be of another revision of the suite,
 * hands it over.
 *
 * @param schemaVersion of {@link Run}, whose forks these are
 * @param jvmFlags that JMH gave the fork; empty when it failed
 * @param fork what was measured, or why nothing was
 */
public record ForkFile(int schemaVersion, List<String> jvmFlags, ForkResult fork) {

  /** Writes it, whole or not at all. */
  public void write(Path file) throws IOException {
    WholeFile.write(file, out -> RecordJson.write(this, out));
  }

  /**
   * @throws IOException with one line when there is none, or it is not whole, or of a newer version
   */
  public static ForkFile read(Path file) throws IOException {
    ForkFile read = RecordJson.read(file, ForkFile.class, Run.SCHEMA_VERSION, "fork");
    if (read.fork() == null || read.fork().status() == null) {
      throw new IOException(file + ": holds no fork");
    }
    return read;
  }
}
