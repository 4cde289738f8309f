package serverbench.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import serverbench.models.Choice;
import serverbench.results.PairPoint;
import serverbench.server.Contender;

/**
 * One fork that another process is asked to run: names and numbers only, since that process may be
 * of another revision of this suite.
 *
 * @param schemaVersion of {@link serverbench.results.Run}
 * @param model label of the model, or "null" for the null server
 * @param workload name of the workload
 * @param point label of the workload's point
 * @param round recorded with the result
 * @param iterations measurement iterations
 * @param iterationMillis of each
 * @param warmUpMillis at most
 * @param cpus which cores server and client run on
 */
record ForkRequest(
    int schemaVersion,
    String model,
    String workload,
    String point,
    int round,
    int iterations,
    long iterationMillis,
    long warmUpMillis,
    String cpus) {

  static ForkRequest of(
      int schemaVersion,
      String model,
      PairPoint what,
      int round,
      Timing timing,
      CpuPlacement cpus) {
    return new ForkRequest(
        schemaVersion,
        model,
        what.workload(),
        what.point().label(),
        round,
        timing.iterations(),
        timing.iterationTime().toMillis(),
        timing.warmUpAtMost().toMillis(),
        cpus.text());
  }

  /**
   * What it means in this revision.
   *
   * @throws IllegalArgumentException when this revision has no such model, workload or point
   */
  ForkSpec spec() {
    Workload named = Workload.valueOf(workload);
    int index =
        IntStream.range(0, named.points().size())
            .filter(i -> named.points().get(i).label().equals(point))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(workload + " has no point " + point));
    return new ForkSpec(
        choice(),
        named,
        index,
        named.points().get(index),
        OptionalInt.empty(),
        round,
        new Timing(iterations, Duration.ofMillis(iterationMillis), Duration.ofMillis(warmUpMillis)),
        CpuPlacement.parse(cpus));
  }

  private Optional<Contender> choice() {
    if (model.equals(ForkSpec.NULL_SERVER)) {
      return Optional.empty();
    }
    return Optional.of(
        Choice.all().stream()
            .filter(choice -> choice.label().equals(model))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no model " + model)));
  }
}
