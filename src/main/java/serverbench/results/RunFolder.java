package serverbench.results;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The folder of one run, {@code results/<time>-<commit>-<profile>/}, and where things are in it.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {

  /** Name of the link, beside the runs, to the newest of them. */
  public static final String LATEST = "latest";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Makes the folder of a new run. Runs that start within one second of each other get "-2", "-3".
   *
   * @param results folder of all runs, made when it is missing
   * @param started gives the name its time, in UTC
   * @param commit of the suite's source
   * @param profile as people type it
   * @throws IOException when the folder cannot be made
   */
  public static RunFolder create(Path results, Instant started, String commit, String profile)
      throws IOException {
    Files.createDirectories(results);
    String name = TIME.format(started) + "-" + plain(commit) + "-" + plain(profile);
    for (int attempt = 1; ; attempt++) {
      Path folder = results.resolve(attempt == 1 ? name : name + "-" + attempt);
      try {
        return new RunFolder(Files.createDirectory(folder));
      } catch (FileAlreadyExistsException e) {
        if (attempt == 100) {
          throw e;
        }
      }
    }
  }

  /** The run's name: {@link Run#id}. */
  public String id() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  public Path runJson() {
    return path.resolve("run.json");
  }

  public Path jmhJson() {
    return path.resolve("jmh.json");
  }

  /** Folder of the histograms. */
  public Path latency() {
    return path.resolve("latency");
  }

  /** Folder of the pictures. */
  public Path charts() {
    return path.resolve("charts");
  }

  public Path tableCsv() {
    return path.resolve("table.csv");
  }

  /** Writes run.json, whole or not at all. */
  public void write(Run run) throws IOException {
    WholeFile.write(runJson(), out -> RunJson.write(run, out));
  }

  /**
   * Reads run.json.
   *
   * @throws IOException with one line that names the file and the place, when there is none, or it
   *     is cut short, of another program, or of a newer version of this one
   */
  public Run read() throws IOException {
    return RunJson.read(runJson());
  }

  /**
   * Points {@code latest}, in the folder that holds this one, to this run.
   *
   * @throws IOException when something that is no link has that name
   */
  public void markLatest() throws IOException {
    Path folder = path.toAbsolutePath().normalize();
    WholeFile.link(folder.resolveSibling(LATEST), folder.getFileName());
  }

  /**
   * A name of a model, workload or commit as part of a file's name: what some file systems and
   * artifact stores refuse (the ":" of "epoll:et" first of all) becomes a dot.
   */
  public static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9_-]", ".");
  }
}
