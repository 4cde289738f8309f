package serverbench.gate;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Wilcoxon's signed-rank test of paired differences, always with its exact null distribution (F.
 * Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1, 1945). Differences
 * of zero are left out, as there.
 */
final class SignedRank {

  private static final WilcoxonSignedRankTest GREATER =
      WilcoxonSignedRankTest.withDefaults()
          .with(AlternativeHypothesis.GREATER_THAN)
          .with(PValueMethod.EXACT);

  private SignedRank() {}

  /**
   * The one-sided p-value of "the differences lie above zero".
   *
   * @return 1 when all differences are zero
   */
  static double pGreater(double... differences) {
    double[] other = Arrays.stream(differences).filter(value -> value != 0).toArray();
    if (other.length == 0) {
      return 1;
    }
    // With ties the library would fall back on the normal distribution, whose least p at 15 pairs
    // is ten times the exact one.
    return hasTies(other) ? pGreaterWithTies(other) : GREATER.test(other).getPValue();
  }

  /** The least p-value that so many pairs can give: all differences above zero. */
  static double leastP(int pairs) {
    return Math.pow(2, -pairs);
  }

  /**
   * The probability that the rank sum of one sign is this or less when both signs are equally
   * likely.
   *
   * @param pairs without ties
   */
  static double cdf(int pairs, int rankSum) {
    int[] ranks = new int[pairs];
    Arrays.setAll(ranks, i -> i + 1);
    double[] probabilities = nullDistribution(ranks);
    double sum = 0;
    for (int i = 0; i <= Math.min(rankSum, probabilities.length - 1); i++) {
      sum += probabilities[i];
    }
    return Math.min(1, sum);
  }

  private static boolean hasTies(double[] values) {
    double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
    for (int i = 1; i < sizes.length; i++) {
      if (sizes[i] == sizes[i - 1]) {
        return true;
      }
    }
    return false;
  }

  /** The permutation distribution of the mid-ranks at hand, which are halves of whole numbers. */
  private static double pGreaterWithTies(double[] differences) {
    double[] ranks =
        new NaturalRanking(TiesStrategy.AVERAGE)
            .apply(Arrays.stream(differences).map(Math::abs).toArray());
    int[] doubled = Arrays.stream(ranks).mapToInt(rank -> (int) Math.round(2 * rank)).toArray();
    int positive = 0;
    for (int i = 0; i < differences.length; i++) {
      positive += differences[i] > 0 ? doubled[i] : 0;
    }
    double[] probabilities = nullDistribution(doubled);
    double p = 0;
    for (int sum = positive; sum < probabilities.length; sum++) {
      p += probabilities[sum];
    }
    return Math.min(1, p);
  }

  /** The probability of each sum when every rank counts or not, with one half each. */
  private static double[] nullDistribution(int[] ranks) {
    double[] probabilities = new double[Arrays.stream(ranks).sum() + 1];
    probabilities[0] = 1;
    int highest = 0;
    for (int rank : ranks) {
      highest += rank;
      for (int sum = highest; sum >= 0; sum--) {
        double without = probabilities[sum];
        double with = sum >= rank ? probabilities[sum - rank] : 0;
        probabilities[sum] = (without + with) / 2;
      }
    }
    return probabilities;
  }
}
