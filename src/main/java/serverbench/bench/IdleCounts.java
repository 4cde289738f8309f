package serverbench.bench;

import java.util.List;
import java.util.stream.IntStream;
import serverbench.measure.MachineFacts;

/**
 * How many idle connections this host allows: client and server are in one process, so each takes
 * two file descriptors.
 */
final class IdleCounts {

  private static final int[] WANTED = {1_000, 4_000, 9_000};

  private IdleCounts() {}

  static List<Integer> possible() {
    return possible(MachineFacts.readOpenFilesLimit());
  }

  /**
   * @param openFiles limit of this process, negative where unknown
   */
  static List<Integer> possible(long openFiles) {
    long most = openFiles < 0 ? Long.MAX_VALUE : Math.max(1, (openFiles - 400) / 2 - 100);
    return IntStream.of(WANTED)
        .map(wanted -> (int) Math.min(wanted, most))
        .distinct()
        .boxed()
        .toList();
  }

  /** Whether this host allows less than the workload wants. */
  static boolean limited() {
    return possible().getLast() < WANTED[WANTED.length - 1];
  }
}
