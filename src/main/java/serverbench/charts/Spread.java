package serverbench.charts;

import java.util.Arrays;

/**
 * Places labels that would overlap beside each other, each as near to where it belongs as can be.
 */
final class Spread {

  private Spread() {}

  /**
   * @param wanted positions in rising order
   * @param distance between neighbours at the least
   * @param lowest position that is allowed
   * @param highest position that is allowed; exceeded only when there is no room for all
   * @return positions in the same order
   */
  static double[] apart(double[] wanted, double distance, double lowest, double highest) {
    int n = wanted.length;
    double[] placed = Arrays.copyOf(wanted, n);
    // Blocks of touching labels, each centred on the mean of what its labels want.
    int[] sizes = new int[n];
    double[] starts = new double[n];
    double[] sums = new double[n];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      sizes[blocks] = 1;
      sums[blocks] = wanted[i];
      starts[blocks] = within(wanted[i], 1, distance, lowest, highest);
      blocks++;
      while (blocks > 1
          && starts[blocks - 2] + sizes[blocks - 2] * distance > starts[blocks - 1] + 1e-9) {
        int merged = blocks - 2;
        sizes[merged] += sizes[blocks - 1];
        sums[merged] += sums[blocks - 1];
        double centre = sums[merged] / sizes[merged];
        double start = centre - (sizes[merged] - 1) * distance / 2;
        starts[merged] = within(start, sizes[merged], distance, lowest, highest);
        blocks--;
      }
    }
    int next = 0;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < sizes[block]; i++) {
        placed[next++] = starts[block] + i * distance;
      }
    }
    return placed;
  }

  private static double within(
      double start, int size, double distance, double lowest, double highest) {
    return Math.max(lowest, Math.min(start, highest - (size - 1) * distance));
  }
}
