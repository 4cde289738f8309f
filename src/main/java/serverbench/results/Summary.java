package serverbench.results;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * All forks of one model at one point of one workload, taken together.
 *
 * @param model and variant
 * @param workload that it ran
 * @param point of the workload's load
 * @param forksOk forks with numbers
 * @param forksFailed forks without, though there should be some
 * @param failures why they failed, each reason once
 * @param notApplicable why the model cannot do this work at all; empty when it can
 * @param throughput mean over forks, correct responses per second; empty when no fork has numbers
 * @param interval of the throughput, over forks; empty with fewer than 3
 * @param latency of all forks, merged, in nanoseconds; empty histogram when no fork has numbers
 * @param rawLatency the same from the actual sending, in an open loop; else an empty histogram
 * @param openLoop how the schedule was kept, over forks: mean rates, worst lag, all drops
 * @param errors by kind, summed over forks
 * @param resources mean over the forks that could read them; memory, threads and descriptors over
 *     those of the null server's fork, where there is one
 * @param flags of all forks, each rule and reason once
 */
public record Summary(
    ModelInfo model,
    WorkloadInfo workload,
    LoadPoint point,
    int forksOk,
    int forksFailed,
    List<String> failures,
    Optional<String> notApplicable,
    OptionalDouble throughput,
    Optional<Interval> interval,
    Histogram latency,
    Histogram rawLatency,
    Optional<OpenLoop> openLoop,
    Map<String, Long> errors,
    Optional<Resources> resources,
    List<ForkResult.Flag> flags) {

  /** The rule whose numbers are lower bounds: the client was the limit, not the server. */
  public static final String CLIENT_LIMITED = "client_limited";

  /** The rule about a schedule that was more than the server can do. */
  public static final String SATURATED = "saturated";

  /**
   * Every workload in the run's order, each with its points in order, and in each every model in
   * the article's order. Decodes every histogram of the run: call it once.
   */
  public static List<Summary> all(Run run) {
    return RunSummary.of(run).points().stream()
        .flatMap(point -> point.summaries().stream())
        .toList();
  }

  /** Whether there are numbers at all. */
  public boolean measured() {
    return forksOk > 0;
  }

  /** Neither measured nor failed nor impossible: the run ended before it came to this model. */
  public boolean missing() {
    return forksOk + forksFailed == 0 && notApplicable.isEmpty();
  }

  /** The model's name, with its backend where it has several. */
  public String label() {
    return model.label();
  }

  /** Whether the throughput is "at least this much": the client was the limit. */
  public boolean lowerBound() {
    return rules().contains(CLIENT_LIMITED);
  }

  /** Whether the schedule was more than the server can do: latency is only the queue's length. */
  public boolean saturated() {
    return openLoop.map(OpenLoop::saturated).orElse(false);
  }

  /** The validity rules that were broken, each once. */
  public Set<String> rules() {
    Set<String> rules = new LinkedHashSet<>();
    flags.forEach(flag -> rules.add(flag.rule()));
    return rules;
  }

  public long errorsTotal() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * @param percentile 0 to 100
   * @return milliseconds, or empty when nothing was recorded
   */
  public OptionalDouble latencyMillis(double percentile) {
    return millis(latency, percentile);
  }

  /** From the actual sending; empty in a closed loop. */
  public OptionalDouble rawLatencyMillis(double percentile) {
    return millis(rawLatency, percentile);
  }

  /** The slowest response, in milliseconds. */
  public OptionalDouble maxMillis() {
    return latencyMillis(100);
  }

  /** CPU of the server side a request, in microseconds, or empty when it could not be read. */
  public OptionalDouble serverCpuMicros() {
    return resource(Resources::serverCpuMicrosPerRequest);
  }

  /** A figure of the resources, or empty when no fork could read it. */
  public OptionalDouble resource(ToDoubleFunction<Resources> field) {
    return resources.stream().mapToDouble(field).filter(value -> value >= 0).findFirst();
  }

  private static OptionalDouble millis(Histogram histogram, double percentile) {
    return histogram.getTotalCount() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(histogram.getValueAtPercentile(percentile) / 1e6);
  }
}
