package serverbench.results;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * All forks of one model under one workload, taken together.
 *
 * @param model and variant
 * @param workload that it ran
 * @param forksOk forks with numbers
 * @param forksFailed forks without
 * @param failures why they failed, each reason once
 * @param throughput mean over forks, correct responses per second; empty when no fork has numbers
 * @param interval of the throughput, over forks; empty with fewer than 3
 * @param latency of all forks, merged, in nanoseconds; empty histogram when no fork has numbers
 * @param errors by kind, summed over forks
 * @param resources mean over the forks that could read them; memory, threads and descriptors over
 *     those of the null server's fork, where there is one
 * @param flags of all forks, each rule and reason once
 */
public record Summary(
    ModelInfo model,
    WorkloadInfo workload,
    int forksOk,
    int forksFailed,
    List<String> failures,
    OptionalDouble throughput,
    Optional<Interval> interval,
    Histogram latency,
    Map<String, Long> errors,
    Optional<Resources> resources,
    List<ForkResult.Flag> flags) {

  /** The rule whose numbers are lower bounds: the client was the limit, not the server. */
  public static final String CLIENT_LIMITED = "client_limited";

  /** Every workload in the run's order, and in each every model in the article's order. */
  public static List<Summary> all(Run run) {
    List<Summary> summaries = new ArrayList<>();
    for (WorkloadInfo workload : run.workloads()) {
      summaries.addAll(of(run, workload));
    }
    return summaries;
  }

  /** One entry for each model of the run, those without numbers too, in the article's order. */
  public static List<Summary> of(Run run, WorkloadInfo workload) {
    return run.models().stream().map(model -> of(run, model, workload)).toList();
  }

  private static Summary of(Run run, ModelInfo model, WorkloadInfo workload) {
    List<ForkResult> ok = new ArrayList<>();
    List<ForkResult> failed = new ArrayList<>();
    for (ForkResult fork : run.forks()) {
      if (fork.model().equals(model.name()) && fork.workload().equals(workload.name())) {
        (fork.status() == ForkResult.Status.OK ? ok : failed).add(fork);
      }
    }
    Histogram latency = Latency.emptyHistogram();
    Map<String, Long> errors = new TreeMap<>();
    Set<ForkResult.Flag> flags = new LinkedHashSet<>();
    for (ForkResult fork : ok) {
      latency.add(fork.latency().decode());
      fork.errors().forEach((kind, count) -> errors.merge(kind, count, Long::sum));
      flags.addAll(fork.flags());
    }
    double[] means = ok.stream().mapToDouble(ForkResult::throughput).toArray();
    return new Summary(
        model,
        workload,
        ok.size(),
        failed.size(),
        failed.stream().map(Summary::reasonOf).distinct().toList(),
        ok.stream().mapToDouble(ForkResult::throughput).average(),
        Interval.over(means),
        latency,
        errors,
        MeanResources.of(ok.stream().map(fork -> OverNull.of(fork, run.ceilings())).toList()),
        List.copyOf(flags));
  }

  private static String reasonOf(ForkResult failed) {
    return failed.failure() == null ? "no reason recorded" : failed.failure();
  }

  /** Whether there are numbers at all. */
  public boolean measured() {
    return forksOk > 0;
  }

  /** Neither measured nor failed: the run ended before it came to this model. */
  public boolean missing() {
    return forksOk + forksFailed == 0;
  }

  /** The name, and beside it which of several backends ran: "kqueue (epoll translation)". */
  public String label() {
    return model.backend() == null ? model.name() : model.name() + " (" + model.backend() + ")";
  }

  /** Whether the throughput is "at least this much": the client was the limit. */
  public boolean lowerBound() {
    return rules().contains(CLIENT_LIMITED);
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
    return latency.getTotalCount() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(latency.getValueAtPercentile(percentile) / 1e6);
  }

  /** The slowest response, in milliseconds. */
  public OptionalDouble maxMillis() {
    return latencyMillis(100);
  }

  /** CPU of the server side a request, in microseconds, or empty when it could not be read. */
  public OptionalDouble serverCpuMicros() {
    return resources.stream()
        .mapToDouble(Resources::serverCpuMicrosPerRequest)
        .filter(micros -> micros >= 0)
        .findFirst();
  }
}
