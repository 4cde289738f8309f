package serverbench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The pairs of a gate as files, one each, and the null server's forks beside them. Each is written
 * whole once it is complete, so that a gate that was killed goes on from its last whole pair.
 *
 * @param path of the folder
 */
public record PairFolder(Path path) {

  private static final String CEILING = "ceiling-";
  private static final String ENDING = ".json";

  public void write(Pair pair) throws IOException {
    String name =
        String.format(
            Locale.ROOT,
            "%s-%02d-%s",
            pair.stage().name().toLowerCase(Locale.ROOT),
            pair.attempt(),
            RunFolder.plain(pair.point().name()));
    WholeFile.write(path.resolve(name + ENDING), out -> RecordJson.write(pair, out));
  }

  /** The fork of the null server for a workload's point. */
  public void writeCeiling(ForkFile ceiling) throws IOException {
    ForkResult fork = ceiling.fork();
    String point = fork.workload() + "-" + fork.point().plainLabel();
    ceiling.write(
        path.resolve(
            String.format(
                Locale.ROOT, "%s%02d-%s%s", CEILING, fork.fork(), RunFolder.plain(point), ENDING)));
  }

  /** All pairs, in the order of their names; empty when there is no such folder yet. */
  public List<Pair> pairs() throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (Path file : files()) {
      if (!file.getFileName().toString().startsWith(CEILING)) {
        pairs.add(pair(file));
      }
    }
    return pairs;
  }

  /** All forks of the null server. */
  public List<ForkResult> ceilings() throws IOException {
    List<ForkResult> ceilings = new ArrayList<>();
    for (Path file : files()) {
      if (file.getFileName().toString().startsWith(CEILING)) {
        ceilings.add(ForkFile.read(file).fork());
      }
    }
    return ceilings;
  }

  private static Pair pair(Path file) throws IOException {
    Pair pair = RecordJson.read(file, Pair.class, Run.SCHEMA_VERSION, "pair");
    if (pair.stage() == null
        || pair.point() == null
        || pair.point().point() == null
        || pair.baseline() == null
        || pair.head() == null) {
      throw new IOException(file + ": stage, point or a fork is missing");
    }
    return pair;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .toList();
    }
  }
}
