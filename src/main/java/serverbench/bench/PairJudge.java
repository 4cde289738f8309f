package serverbench.bench;

import java.util.ArrayList;
import java.util.List;
import serverbench.results.ForkResult;
import serverbench.results.Pair;

/** Says of the forks of pairs what can only be said beside the null server's. */
public final class PairJudge {

  private PairJudge() {}

  /**
   * The pairs with the flags that their ceilings raise.
   *
   * @param ceilings the null server's forks of the same gate
   * @param cores that the servers could use
   */
  public static List<Pair> judged(List<Pair> pairs, List<ForkResult> ceilings, int cores) {
    return pairs.stream()
        .map(
            pair ->
                pair.withForks(
                    judged(pair.baseline(), ceilings, cores), judged(pair.head(), ceilings, cores)))
        .toList();
  }

  private static ForkResult judged(ForkResult fork, List<ForkResult> ceilings, int cores) {
    if (fork.ok() && fork.openLoop() == null && Ceiling.of(fork, ceilings).isEmpty()) {
      List<ForkResult.Flag> flags = new ArrayList<>(fork.flags());
      flags.add(
          new ForkResult.Flag(
              "no_ceiling", "the null server could not be measured: the client may be the limit"));
      return fork.withFlags(flags);
    }
    return Ceiling.judged(fork, ceilings, cores);
  }
}
