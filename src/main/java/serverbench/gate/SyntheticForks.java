package serverbench.gate;

import java.util.random.RandomGenerator;

/**
 * Throughputs of forks that never ran: log-normal about one true value, and now and then a fork
 * that something on the machine disturbed.
 *
 * @param noise standard deviation of a fork's log throughput
 * @param disturbed share of forks that lose part of their throughput
 * @param leastLoss of a disturbed fork
 * @param mostLoss of a disturbed fork
 */
public record SyntheticForks(double noise, double disturbed, double leastLoss, double mostLoss) {

  /** As on a shared machine: one fork in 20 loses 10 to 40 %. */
  public static SyntheticForks shared(double noise) {
    return new SyntheticForks(noise, 0.05, 0.10, 0.40);
  }

  /** The logarithm of one fork's throughput over the true one. */
  double fork(RandomGenerator random) {
    double log = noise * random.nextGaussian();
    if (random.nextDouble() < disturbed) {
      log += Math.log1p(-random.nextDouble(leastLoss, mostLoss));
    }
    return log;
  }

  /**
   * How much worse head came out than the baseline, pair by pair.
   *
   * @param lost share of its throughput that head has really lost
   */
  double[] pairs(int pairs, double lost, RandomGenerator random) {
    double[] worse = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      worse[i] = fork(random) - fork(random) - Math.log1p(-lost);
    }
    return worse;
  }
}
