package serverbench.gate;

import java.util.Optional;
import java.util.Set;
import serverbench.results.ForkResult;
import serverbench.results.Pair;

/**
 * What is wrong with a pair, in order of weight.
 *
 * <pre>
 *   head fails, loses answers or answers wrongly, the baseline does not   broken: decides the point
 *   the baseline does                                                     unusable: decides it too
 *   the schedule saturates the baseline, pair after pair                  not judged
 *   the machine or the schedule disturbed either fork                     does not count, once more
 *   the client was the limit of both                                      counts: another metric
 * </pre>
 */
final class PairCheck {

  /** The server's own doing, if anything is. */
  private static final Set<String> FAULTS = Set.of("errors", "counts", "connections");

  /** Not a fault of a fork: throughput is bounded by the client, and the gate looks elsewhere. */
  private static final Set<String> LIMITED = Set.of("client_limited", "above_ceiling");

  /** What a slower server may cause as well as a disturbed machine. */
  private static final Set<String> NOT_KEPT =
      Set.of("rate", "schedule_lag", "littles_law", "drops", "unanswered", "saturated");

  private PairCheck() {}

  /** Why head's server does not work, when the baseline's does. */
  static Optional<String> broken(Pair pair) {
    return fault(pair.baseline()).isPresent() ? Optional.empty() : fault(pair.head());
  }

  /** Why the baseline is nothing to compare with. */
  static Optional<String> unusable(Pair pair) {
    return fault(pair.baseline()).map(fault -> "the baseline: " + fault);
  }

  /** Why the figures cannot be compared, though both servers work. */
  static Optional<String> disturbed(Pair pair) {
    Optional<String> baseline = disturbed(pair.baseline()).map(flag -> "baseline: " + flag);
    return baseline.isPresent() ? baseline : disturbed(pair.head()).map(flag -> "head: " + flag);
  }

  /** Whether the schedule was more than the baseline's server can do: no latency to compare. */
  static boolean beyondBaseline(Pair pair) {
    return pair.baseline().openLoop() != null && pair.baseline().openLoop().saturated();
  }

  /** Whether the schedule was more than head's server can do, and not more than the baseline's. */
  static boolean beyondHead(Pair pair) {
    return !beyondBaseline(pair)
        && pair.head().openLoop() != null
        && pair.head().openLoop().saturated();
  }

  /** Why head's figures do not count, when the baseline's do, and head itself may be the cause. */
  static Optional<String> notKeptByHead(Pair pair) {
    return notKept(pair.baseline()).isPresent() ? Optional.empty() : notKept(pair.head());
  }

  static boolean notKeptByBaseline(Pair pair) {
    return notKept(pair.baseline()).isPresent();
  }

  private static Optional<String> notKept(ForkResult fork) {
    if (fork.openLoop() != null && fork.openLoop().saturated()) {
      return Optional.of("the rate was more than it can do");
    }
    return fork.flags().stream()
        .filter(flag -> NOT_KEPT.contains(flag.rule()))
        .map(ForkResult.Flag::reason)
        .findFirst();
  }

  static boolean decides(Pair pair) {
    return broken(pair).isPresent() || unusable(pair).isPresent();
  }

  static boolean counts(Pair pair) {
    return !decides(pair) && disturbed(pair).isEmpty();
  }

  /**
   * Whether the load generator was the limit for both sides. Of one side alone it hides nothing: a
   * fall away from the limit, or up to it, is there to be seen.
   */
  static boolean clientLimited(Pair pair) {
    return isLimited(pair.baseline()) && isLimited(pair.head());
  }

  private static boolean isLimited(ForkResult fork) {
    return fork.flags().stream().anyMatch(flag -> LIMITED.contains(flag.rule()));
  }

  private static Optional<String> fault(ForkResult fork) {
    if (!fork.ok()) {
      return Optional.of(fork.failure() == null ? "failed without a reason" : fork.failure());
    }
    Optional<String> flag =
        fork.flags().stream()
            .filter(raised -> FAULTS.contains(raised.rule()))
            .map(ForkResult.Flag::reason)
            .findFirst();
    // On loopback a request is not lost by chance: one is as much a fault as a hundred.
    return flag.isPresent() || fork.errorsTotal() == 0
        ? flag
        : Optional.of(fork.errorsTotal() + " requests went wrong: " + fork.errors());
  }

  private static Optional<String> disturbed(ForkResult fork) {
    if (fork.openLoop() != null && fork.openLoop().saturated()) {
      return Optional.of("the rate was more than it can do");
    }
    return fork.flags().stream()
        .filter(flag -> !LIMITED.contains(flag.rule()) && !FAULTS.contains(flag.rule()))
        .map(ForkResult.Flag::reason)
        .findFirst();
  }
}
