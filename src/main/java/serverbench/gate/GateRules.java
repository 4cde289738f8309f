package serverbench.gate;

/**
 * When a series counts as slower. Differences are log ratios, positive is worse ({@link
 * Metric#worse}).
 *
 * <pre>
 *   screen: 6 pairs --estimate &lt; 4 %--> pass
 *              |
 *              '--4 % worse or more: suspect--> confirm: 15 fresh pairs
 *                                                  |-- p &lt;= 0.01 / suspects and 5 % worse: regression
 *                                                  '-- else: cleared
 * </pre>
 *
 * Screening data is never pooled with the confirming pairs: the suspects were chosen by it.
 *
 * @param screenPairs pairs of forks for every series
 * @param screenEffect from which on a series is suspect, as a fraction
 * @param confirmPairs fresh pairs for each suspect
 * @param alpha error probability of a whole night, shared by its suspects (Bonferroni)
 * @param leastEffect that fails the gate, as a fraction
 */
public record GateRules(
    int screenPairs, double screenEffect, int confirmPairs, double alpha, double leastEffect) {

  /** Below this many pairs no p-value can be as low as 1 %. */
  public static final int FEWEST_CONFIRM_PAIRS = 7;

  public static final GateRules STANDARD = new GateRules(6, 0.04, 15, 0.01, 0.05);

  /** The same thresholds with other numbers of pairs. */
  public GateRules withPairs(int screen, int confirm) {
    return new GateRules(screen, screenEffect, confirm, alpha, leastEffect);
  }

  boolean isSuspect(double[] screened) {
    return HodgesLehmann.estimate(screened) >= Math.log1p(screenEffect);
  }

  /** The level at which each of so many suspects is tested. */
  double level(int suspects) {
    return alpha / Math.max(1, suspects);
  }

  /** Whether so many pairs can give a p-value that is low enough for each of so many suspects. */
  boolean canConfirm(int pairs, int suspects) {
    return SignedRank.leastP(pairs) <= level(suspects);
  }

  boolean isRegression(double[] confirmed, int suspects) {
    return HodgesLehmann.estimate(confirmed) >= Math.log1p(leastEffect)
        && SignedRank.pGreater(confirmed) <= level(suspects);
  }
}
