package serverbench.bench;

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
   */
  public static List<Pair> judged(List<Pair> pairs, List<ForkResult> ceilings, CpuPlacement cpus) {
    int cores = cpus.serverCores(Runtime.getRuntime().availableProcessors());
    return pairs.stream()
        .map(
            pair ->
                pair.withForks(
                    Ceiling.judged(pair.baseline(), ceilings, cores),
                    Ceiling.judged(pair.head(), ceilings, cores)))
        .toList();
  }
}
