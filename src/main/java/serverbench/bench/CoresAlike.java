package serverbench.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import serverbench.results.ForkResult;
import serverbench.results.ForkResult.Flag;
import serverbench.results.Machine;
import serverbench.results.Resources;

/**
 * Whether a fork had cores like those of the others of its run ({@link CoreProbe}): where they were
 * further apart or slower it is slower for that, and no comparison between the two is one of
 * servers. Where all forks had the same, however bad, nothing is to be doubted.
 */
public final class CoresAlike {

  private static final double MICROS_PER_SECOND = 1e6;

  /**
   * @param coresUsed by a fork that tells of its cores and is judged
   * @param times what the least of the run may be exceeded by
   * @param reason with the fork's own figure and the least one
   */
  private record Rule(
      String name,
      Function<Machine, Double> nanos,
      double coresUsed,
      double times,
      String reason) {}

  private static final List<Rule> RULES =
      List.of(
          // Cores that stay near look up to a half further apart under load; twice as far is a fork
          // that had them apart for a fifth of its time, when that costs a factor of six.
          new Rule(
              "cores_apart",
              Machine::coreRoundTripNanos,
              0,
              2,
              "its cores were %.0f ns apart on average, those of the nearest fork %.0f ns"),
          // Seen over 30 forks on two virtual cores: a model loses about as many per cent of its
          // throughput as the arithmetic takes longer. Up to 10 % such a machine has all the time.
          // Cores that mostly idle take a fifth longer each time they are woken, and nothing waits.
          new Rule(
              "cores_slow",
              Machine::coreWorkNanos,
              1,
              1.15,
              "its cores took %.0f ns for the same arithmetic, those of the fastest fork %.0f ns"));

  private CoresAlike() {}

  /**
   * The forks of a run with the flags that their cores raise, and without those that had been
   * raised within a part of it.
   *
   * @param others forks of the same run that tell of its machine as well
   */
  public static List<ForkResult> judged(List<ForkResult> forks, List<ForkResult> others) {
    List<ForkResult> judged = forks;
    for (Rule rule : RULES) {
      Optional<Double> least =
          Stream.concat(forks.stream(), others.stream())
              .map(fork -> nanos(fork, rule))
              .flatMap(Optional::stream)
              .min(Comparator.naturalOrder());
      judged = judged.stream().map(fork -> judged(fork, rule, least)).toList();
    }
    return judged;
  }

  private static ForkResult judged(ForkResult fork, Rule rule, Optional<Double> least) {
    List<Flag> flags = new ArrayList<>(fork.flags());
    flags.removeIf(flag -> flag.rule().equals(rule.name()));
    Optional<Double> own = nanos(fork, rule);
    if (own.isPresent() && own.get() > rule.times() * least.orElseThrow()) {
      flags.add(
          new Flag(
              rule.name(),
              String.format(Locale.ROOT, rule.reason(), own.get(), least.orElseThrow())));
    }
    return fork.withFlags(flags);
  }

  private static Optional<Double> nanos(ForkResult fork, Rule rule) {
    return Optional.ofNullable(fork.resources())
        .filter(used -> coresUsed(fork, used) >= rule.coresUsed())
        .flatMap(used -> used.ofMachine(rule.nanos()));
  }

  /** By server and client, mean over the measured time. */
  private static double coresUsed(ForkResult fork, Resources used) {
    double micros = used.serverCpuMicrosPerRequest() + used.clientCpuMicrosPerRequest();
    return fork.throughput() * micros / MICROS_PER_SECOND;
  }
}
