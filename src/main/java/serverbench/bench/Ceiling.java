package serverbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import serverbench.results.ForkResult;
import serverbench.results.ForkResult.Flag;
import serverbench.results.ForkResult.Status;
import serverbench.results.Summary;

/**
 * Whether the load generator was the limit: what a model reached in a closed loop beside what the
 * null server, the cheapest correct responder, reached in the same run.
 */
public final class Ceiling {

  private static final String ABOVE = "above_ceiling";

  /** Above this share of its ceiling the client may be what limits. */
  public static final double CLOSE_TO = 0.85;

  private static final double BUSY = 0.90;
  private static final double MICROS_PER_SECOND = 1e6;

  private Ceiling() {}

  /**
   * The most that any of the null server's forks of the same workload and point reached: what the
   * client was seen to be capable of. Empty when there is none with numbers, or it was an open
   * loop.
   */
  static OptionalDouble of(ForkResult fork, List<ForkResult> ceilings) {
    if (fork.openLoop() != null) {
      return OptionalDouble.empty();
    }
    return ceilings.stream()
        .filter(ceiling -> ceiling.status() == Status.OK)
        .filter(ceiling -> ceiling.workload().equals(fork.workload()))
        .filter(ceiling -> ceiling.point().equals(fork.point()))
        .mapToDouble(ForkResult::throughput)
        .max();
  }

  /**
   * The forks of a run with the flags that its ceilings raise, and without those that the ceilings
   * of a part of it had raised.
   *
   * @param cpus which cores server and client ran on
   * @param cores of the machine
   */
  public static List<ForkResult> judged(
      List<ForkResult> forks, List<ForkResult> ceilings, CpuPlacement cpus, int cores) {
    int serverCores = cpus.serverCores(cores);
    return forks.stream().map(fork -> judged(unjudged(fork), ceilings, serverCores)).toList();
  }

  private static ForkResult unjudged(ForkResult fork) {
    return fork.withFlags(
        fork.flags().stream()
            .filter(
                flag -> !flag.rule().equals(Summary.CLIENT_LIMITED) && !flag.rule().equals(ABOVE))
            .toList());
  }

  /** The fork with the flags that its ceiling raises. */
  static ForkResult judged(ForkResult fork, List<ForkResult> ceilings, int serverCores) {
    OptionalDouble ceiling = of(fork, ceilings);
    if (fork.status() != Status.OK || ceiling.isEmpty()) {
      return fork;
    }
    double micros = fork.resources().serverCpuMicrosPerRequest();
    double coresUsed = micros < 0 ? 0 : fork.throughput() * micros / MICROS_PER_SECOND;
    List<Flag> flags = new ArrayList<>(fork.flags());
    flags.addAll(
        check(
            fork.throughput(),
            ceiling.getAsDouble(),
            coresUsed,
            ServerCores.usable(fork.model(), serverCores)));
    return fork.withFlags(flags);
  }

  /**
   * @param throughput correct answers per second
   * @param ceiling the null server's
   * @param coresUsed by the server, mean over the measured time
   * @param cores that the model can use
   */
  static List<Flag> check(double throughput, double ceiling, double coresUsed, int cores) {
    List<Flag> flags = new ArrayList<>();
    if (throughput > CLOSE_TO * ceiling && coresUsed < BUSY * cores) {
      flags.add(
          flag(
              Summary.CLIENT_LIMITED,
              "%.0f %% of what the client reached against the null server (%.0f/s), and the server"
                  + " used %.2f of %d cores",
              100 * throughput / ceiling,
              ceiling,
              coresUsed,
              cores));
    }
    if (throughput > ceiling) {
      flags.add(
          flag(
              ABOVE,
              "%.0f/s is more than the client ever reached against the null server, %.0f/s",
              throughput,
              ceiling));
    }
    return flags;
  }

  private static Flag flag(String rule, String reason, Object... figures) {
    return new Flag(rule, String.format(Locale.ROOT, reason, figures));
  }
}
