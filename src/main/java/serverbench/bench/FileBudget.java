package serverbench.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import serverbench.measure.MachineFacts;

/**
 * How many connections the limit of open files leaves room for: client and server are in one
 * process, so each connection takes two descriptors.
 *
 * @param openFiles RLIMIT_NOFILE, negative where unknown
 */
record FileBudget(long openFiles) {

  /** What a JVM needs for itself, with room to spare. */
  private static final int RESERVED_FILES = 400;

  static FileBudget ofThisProcess() {
    return new FileBudget(MachineFacts.readOpenFilesLimit());
  }

  /** Connections at the most; 0 when there is not even room for one. */
  int connections() {
    return openFiles < 0
        ? Integer.MAX_VALUE
        : (int) Math.clamp((openFiles - RESERVED_FILES) / 2, 0, Integer.MAX_VALUE);
  }

  /** The points with no more connections than fit, those that become the same only once. */
  List<Point> fit(List<Point> points) {
    return points.stream().map(point -> point.within(connections())).distinct().toList();
  }

  /**
   * Why this work cannot be done in full here, in one line; empty when it can.
   *
   * @param asked connections from the command line in place of the workload's
   */
  Optional<String> shortage(Workload workload, OptionalInt asked) {
    int wanted =
        workload.wanted(asked).stream()
            .mapToInt(point -> point.connections() + point.idleConnections())
            .max()
            .orElse(0);
    if (wanted <= connections()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s wants %,d connections, which take %,d open files, and ulimit -n allows %,d: enough"
                + " for %,d",
            workload.name(),
            wanted,
            2L * wanted + RESERVED_FILES,
            openFiles,
            connections()));
  }
}
