package serverbench.results;

import java.util.List;
import java.util.Map;

/**
 * What one JVM fork measured of one model under one workload.
 *
 * @param model name with variant, as {@link ModelInfo#name}
 * @param workload as {@link WorkloadInfo#name}
 * @param point of the workload's load, one of {@link WorkloadInfo#points}
 * @param fork 0-based round in which it ran
 * @param status only a fork that is OK has numbers
 * @param failure one line that says why there are no numbers, or null
 * @param iterationSeconds length of a measurement iteration
 * @param iterations correct responses per second of each measurement iteration
 * @param throughput correct responses per second over all measurement iterations
 * @param latency of all measurement iterations together: from sending in a closed loop, from the
 *     intended start in an open one
 * @param rawLatency from the actual sending, in an open loop; else null
 * @param openLoop how the schedule was kept, in an open loop; else null
 * @param errors over the same span as clientResponses, by kind (refused, reset, timeout,
 *     bad_status, bad_body, ...); kinds that did not occur are absent
 * @param clientResponses complete answers, correct and wrong, that the client received from its
 *     first check of the server to the end of the load, warm-up included
 * @param serverResponses answers that the server counted over the same span
 * @param resources what the server side used
 * @param flags validity flags, empty when nothing is doubtful
 * @param warmup how the fork got to its plateau
 * @param server the model's own counters at the end (accepted, refused, per worker ...)
 */
public record ForkResult(
    String model,
    String workload,
    LoadPoint point,
    int fork,
    Status status,
    String failure,
    double iterationSeconds,
    List<Double> iterations,
    double throughput,
    Latency latency,
    Latency rawLatency,
    OpenLoop openLoop,
    Map<String, Long> errors,
    long clientResponses,
    long serverResponses,
    Resources resources,
    List<Flag> flags,
    Warmup warmup,
    Map<String, Long> server) {

  public enum Status {
    OK,
    FAILED,
    /** The model cannot do this work by its nature; {@link #failure} says why. No fault. */
    NOT_APPLICABLE
  }

  /**
   * A reason to doubt a number.
   *
   * @param rule short name of the validity rule ("client_limited", "errors", "warmup", ...)
   * @param reason one sentence with the figures
   */
  public record Flag(String rule, String reason) {}

  /**
   * @param seconds it took
   * @param flat whether the throughput had stopped climbing when measurement began
   */
  public record Warmup(double seconds, boolean flat) {}

  /** A fork that gave no numbers, and why. */
  public static ForkResult failed(
      String model,
      String workload,
      LoadPoint point,
      int fork,
      double iterationSeconds,
      String cause) {
    return without(Status.FAILED, model, workload, point, fork, iterationSeconds, cause);
  }

  /** In the place of forks that are not run, for the model cannot do this work by its nature. */
  public static ForkResult notApplicable(
      String model, String workload, LoadPoint point, String reason) {
    return without(Status.NOT_APPLICABLE, model, workload, point, 0, 0, reason);
  }

  private static ForkResult without(
      Status status,
      String model,
      String workload,
      LoadPoint point,
      int fork,
      double iterationSeconds,
      String cause) {
    return new ForkResult(
        model,
        workload,
        point,
        fork,
        status,
        cause,
        iterationSeconds,
        List.of(),
        0,
        null,
        null,
        null,
        Map.of(),
        0,
        0,
        null,
        List.of(),
        null,
        Map.of());
  }

  /** The same fork with other flags. */
  public ForkResult withFlags(List<Flag> others) {
    return with(workload, point, fork, List.copyOf(others));
  }

  /** The same fork where it stands in another workload as well, which puts the same load on. */
  public ForkResult as(String otherWorkload, LoadPoint otherPoint) {
    return with(otherWorkload, otherPoint, fork, flags);
  }

  /** The same fork as a later round of a run that it was put into. */
  public ForkResult inRound(int round) {
    return with(workload, point, round, flags);
  }

  private ForkResult with(String workload, LoadPoint point, int fork, List<Flag> flags) {
    return new ForkResult(
        model,
        workload,
        point,
        fork,
        status,
        failure,
        iterationSeconds,
        iterations,
        throughput,
        latency,
        rawLatency,
        openLoop,
        errors,
        clientResponses,
        serverResponses,
        resources,
        flags,
        warmup,
        server);
  }

  public boolean ok() {
    return status == Status.OK;
  }

  /** Errors of every kind together. */
  public long errorsTotal() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }
}
