package serverbench.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Whether a schedule was more than the server can do: fewer answers came than requests were due,
 * and what was under way grew over the whole time or overflowed. A server that only pauses now and
 * then works its backlog off again.
 */
final class Saturation {

  static final double ENOUGH = 0.99;

  private Saturation() {}

  static boolean of(List<OpenSample> samples) {
    long scheduled = samples.stream().mapToLong(OpenSample::scheduled).sum();
    long completed = samples.stream().mapToLong(OpenSample::completed).sum();
    int[] backlog =
        samples.stream()
            .flatMap(sample -> sample.backlog().stream())
            .mapToInt(Integer::intValue)
            .toArray();
    boolean dropped = samples.stream().anyMatch(sample -> sample.drops() > 0);
    return completed < ENOUGH * scheduled && (dropped || grows(backlog, scheduled));
  }

  /** The typical backlog of the last third against that of the first. */
  private static boolean grows(int[] backlog, long scheduled) {
    int third = backlog.length / 3;
    if (third == 0) {
      return true;
    }
    int early = median(Arrays.copyOf(backlog, third));
    int late = median(Arrays.copyOfRange(backlog, backlog.length - third, backlog.length));
    // In the third that lies between the two, a third of the shortfall piles up.
    return late - early > (1 - ENOUGH) * scheduled / 3;
  }

  private static int median(int[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
