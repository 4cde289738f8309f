package serverbench.results;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What the machine was like around and during a fork's measuring; null where it did not tell.
 *
 * @param loadAverageAfter over one minute, this fork's own load included, at the end of measuring
 * @param clockMegahertzBefore mean clock of the cores under load, when measuring began
 * @param clockMegahertzAfter the same when it had ended
 * @param coreRoundTripNanos of a cache line from one core to another and back, mean over the time
 *     of measuring: the price of all that two cores share
 * @param coreWorkNanos of the same small piece of arithmetic on one core, mean over the time of
 *     measuring: longer where the clock is lower or the core's other hardware thread works for
 *     somebody else
 */
public record Machine(
    Double loadAverageAfter,
    Double clockMegahertzBefore,
    Double clockMegahertzAfter,
    Double coreRoundTripNanos,
    Double coreWorkNanos) {

  /** Field by field, over those that have the field; null when there is none. */
  static Machine mean(List<Machine> machines) {
    List<Machine> known = machines.stream().filter(Objects::nonNull).toList();
    return known.isEmpty()
        ? null
        : new Machine(
            mean(known, Machine::loadAverageAfter),
            mean(known, Machine::clockMegahertzBefore),
            mean(known, Machine::clockMegahertzAfter),
            mean(known, Machine::coreRoundTripNanos),
            mean(known, Machine::coreWorkNanos));
  }

  private static Double mean(List<Machine> machines, Function<Machine, Double> field) {
    OptionalDouble mean =
        machines.stream()
            .map(field)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .average();
    return mean.isPresent() ? (Double) mean.getAsDouble() : null;
  }
}
