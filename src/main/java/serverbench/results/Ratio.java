package serverbench.results;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How many times a figure of one run is that of another.
 *
 * @param value geometric mean over one run's forks, divided by that over the other's
 * @param interval 95 % interval of it; empty when either run has fewer than {@link
 *     Interval#FEWEST_FORKS} forks with the figure
 */
public record Ratio(double value, Optional<Interval> interval) {

  private static final double CONFIDENCE = 0.95;

  /**
   * Welch's interval for the difference of the means of logarithms: the runs need not scatter
   * alike, and a ratio of 2 is as far from 1 as one of 0.5.
   *
   * @param base one positive value a fork
   * @param head the same of the other run
   * @return empty when either has none
   */
  public static Optional<Ratio> of(double[] base, double[] head) {
    if (base.length == 0 || head.length == 0) {
      return Optional.empty();
    }
    double[] baseLogs = Arrays.stream(base).map(Math::log).toArray();
    double[] headLogs = Arrays.stream(head).map(Math::log).toArray();
    double difference = StatUtils.mean(headLogs) - StatUtils.mean(baseLogs);
    Optional<Interval> interval =
        halfWidth(baseLogs, headLogs)
            .map(half -> new Interval(Math.exp(difference - half), Math.exp(difference + half)));
    return Optional.of(new Ratio(Math.exp(difference), interval));
  }

  private static Optional<Double> halfWidth(double[] base, double[] head) {
    if (Math.min(base.length, head.length) < Interval.FEWEST_FORKS) {
      return Optional.empty();
    }
    double ofBase = StatUtils.variance(base) / base.length;
    double ofHead = StatUtils.variance(head) / head.length;
    double variance = ofBase + ofHead;
    if (variance == 0) {
      return Optional.of(0.0);
    }
    // Welch and Satterthwaite's degrees of freedom.
    double freedom =
        variance
            * variance
            / (ofBase * ofBase / (base.length - 1) + ofHead * ofHead / (head.length - 1));
    double t = new TDistribution(null, freedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    return Optional.of(t * Math.sqrt(variance));
  }

  /** Whether the interval leaves 1 out: the runs differ by more than their forks scatter. */
  public boolean differs() {
    return interval.filter(i -> i.low() > 1 || i.high() < 1).isPresent();
  }
}
