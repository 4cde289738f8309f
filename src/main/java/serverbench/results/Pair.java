package serverbench.results;

/**
 * Two forks that ran one right after the other: the baseline's jar and head's, the same work.
 *
 * @param schemaVersion of {@link Run}, whose forks these are
 * @param stage that it belongs to
 * @param attempt 0-based: how many pairs of the same stage and point ran before it
 * @param first which side ran first
 * @param point what was measured
 * @param baseline the fork of the baseline's jar
 * @param head the fork of head's jar
 */
public record Pair(
    int schemaVersion,
    Stage stage,
    int attempt,
    Side first,
    PairPoint point,
    ForkResult baseline,
    ForkResult head) {

  /** Which half of the gate a pair belongs to. */
  public enum Stage {
    SCREEN,
    CONFIRM
  }

  /** The two jars. */
  public enum Side {
    BASELINE,
    HEAD
  }

  public ForkResult of(Side side) {
    return side == Side.BASELINE ? baseline : head;
  }

  /** The same pair with its forks judged anew. */
  public Pair withForks(ForkResult newBaseline, ForkResult newHead) {
    return new Pair(schemaVersion, stage, attempt, first, point, newBaseline, newHead);
  }
}
