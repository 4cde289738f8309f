package serverbench.bench;

import java.util.Optional;
import java.util.OptionalInt;
import serverbench.server.Contender;

/**
 * One JVM fork to run.
 *
 * @param choice the model or reference, or empty for the null server
 * @param workload the kind of work
 * @param pointIndex which of the workload's points
 * @param point the point itself
 * @param connections that the command line asked for in place of the workload's
 * @param round 0-based: how many forks of the same model, workload and point come before it
 * @param timing how long it measures
 * @param cpus which cores server and client run on
 */
record ForkSpec(
    Optional<Contender> choice,
    Workload workload,
    int pointIndex,
    Point point,
    OptionalInt connections,
    int round,
    Timing timing,
    CpuPlacement cpus) {

  /** What the null server is called in results. */
  static final String NULL_SERVER = "null";

  String label() {
    return choice.map(Contender::label).orElse(NULL_SERVER);
  }

  /** For people: "sweep, 64 connections". */
  String work() {
    return point.label().isEmpty() ? workload.name() : workload.name() + ", " + point.label();
  }
}
