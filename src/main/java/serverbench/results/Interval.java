package serverbench.results;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A 95 % confidence interval of a mean.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

  /** Fewer forks than this give no interval, and without one there is no rank. */
  public static final int FEWEST_FORKS = 3;

  private static final double CONFIDENCE = 0.95;

  /**
   * Student's t over the means of forks, never over pooled iterations: those of one fork share its
   * luck (code layout, heap, scheduling), so pooling them gives intervals that are too narrow.
   *
   * @param forkMeans one value a fork
   * @return empty when there are fewer than {@link #FEWEST_FORKS}
   */
  public static Optional<Interval> over(double... forkMeans) {
    if (forkMeans.length < FEWEST_FORKS) {
      return Optional.empty();
    }
    SummaryStatistics statistics = new SummaryStatistics();
    for (double mean : forkMeans) {
      statistics.addValue(mean);
    }
    double t =
        new TDistribution(null, forkMeans.length - 1)
            .inverseCumulativeProbability(1 - (1 - CONFIDENCE) / 2);
    double half = t * statistics.getStandardDeviation() / Math.sqrt(forkMeans.length);
    return Optional.of(new Interval(statistics.getMean() - half, statistics.getMean() + half));
  }

  public double halfWidth() {
    return (high - low) / 2;
  }

  public boolean overlaps(Interval other) {
    return low <= other.high && other.low <= high;
  }
}
