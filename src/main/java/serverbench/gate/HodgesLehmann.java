package serverbench.gate;

import java.util.Arrays;
import java.util.Optional;
import serverbench.results.Interval;

/**
 * The Hodges-Lehmann estimate of where differences lie: the median of the means of all pairs of
 * them (Walsh averages, each difference with itself included), which one disturbed fork in ten
 * hardly moves. The interval is the one that belongs to the signed-rank test (M. Hollander and D.
 * A. Wolfe, Nonparametric Statistical Methods, 3.2 and 3.3).
 *
 * @param estimate of the centre
 * @param interval with at least 95 % coverage; empty when there are fewer than 6 differences
 */
record HodgesLehmann(double estimate, Optional<Interval> interval) {

  private static final double ONE_TAIL = 0.025;

  /**
   * @throws IllegalArgumentException when there are no differences
   */
  static HodgesLehmann of(double... differences) {
    double[] walsh = walshAverages(differences);
    return new HodgesLehmann(median(walsh), interval(walsh, differences.length));
  }

  /** Only the estimate, where the interval is not needed. */
  static double estimate(double... differences) {
    return median(walshAverages(differences));
  }

  private static Optional<Interval> interval(double[] walsh, int pairs) {
    int cut = 0;
    while (SignedRank.cdf(pairs, cut) <= ONE_TAIL) {
      cut++;
    }
    return cut == 0
        ? Optional.empty()
        : Optional.of(new Interval(walsh[cut - 1], walsh[walsh.length - cut]));
  }

  private static double[] walshAverages(double[] differences) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("no differences");
    }
    double[] averages = new double[differences.length * (differences.length + 1) / 2];
    int next = 0;
    for (int i = 0; i < differences.length; i++) {
      for (int j = i; j < differences.length; j++) {
        averages[next++] = (differences[i] + differences[j]) / 2;
      }
    }
    Arrays.sort(averages);
    return averages;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
