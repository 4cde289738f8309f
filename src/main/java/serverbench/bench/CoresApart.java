package serverbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import serverbench.results.ForkResult;
import serverbench.results.ForkResult.Flag;
import serverbench.results.Resources;

/**
 * Whether a fork had its two cores further apart than others of its run ({@link CoreDistance}): it
 * is slower for that, and no comparison between the two is one of servers. Where all forks have the
 * same distance, however long, nothing is to be doubted.
 */
public final class CoresApart {

  private static final String RULE = "cores_apart";

  /**
   * Cores that stay near look up to a half further apart under load; twice as far is a fork that
   * had them apart for a fifth of its time, when that costs a factor of six.
   */
  private static final double TIMES = 2;

  private CoresApart() {}

  /**
   * The forks of a run with the flags that their distances raise, and without those that had been
   * raised within a part of it.
   *
   * @param others forks of the same run that tell of its machine as well
   */
  public static List<ForkResult> judged(List<ForkResult> forks, List<ForkResult> others) {
    OptionalDouble least =
        Stream.concat(forks.stream(), others.stream())
            .map(CoresApart::nanos)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .min();
    return forks.stream().map(fork -> judged(fork, least)).toList();
  }

  private static ForkResult judged(ForkResult fork, OptionalDouble least) {
    List<Flag> flags = new ArrayList<>(fork.flags());
    flags.removeIf(flag -> flag.rule().equals(RULE));
    OptionalDouble own = nanos(fork);
    if (own.isPresent() && own.getAsDouble() > TIMES * least.orElseThrow()) {
      flags.add(
          new Flag(
              RULE,
              String.format(
                  Locale.ROOT,
                  "its cores were %.0f ns apart on average, those of the nearest fork %.0f ns",
                  own.getAsDouble(),
                  least.orElseThrow())));
    }
    return fork.withFlags(flags);
  }

  private static OptionalDouble nanos(ForkResult fork) {
    Resources used = fork.resources();
    return used == null || used.machine() == null || used.machine().coreRoundTripNanos() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(used.machine().coreRoundTripNanos());
  }
}
