package serverbench.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import serverbench.results.Latency;

/**
 * A secondary result of JMH that carries the latency histogram, so that JMH's percentiles over
 * iterations and forks come from merged histograms (its own ScalarResult would average them). It
 * shows as the mean latency, with percentiles derived from it. It also carries the rest of a fork's
 * data to the parent: JMH sends results over its link in serialized form.
 */
public final class LoadResult extends Result<LoadResult> {

  private static final long serialVersionUID = 1;

  static final String LABEL = "mean";
  private static final String UNIT = "us/op";
  private static final double NANOS_PER_MICRO = 1e3;

  /** Encoded, since HdrHistogram's own serialized form is twenty times as large. */
  private final String histogram;

  private final String raw;
  private final String lag;
  private final ArrayList<IterationSample> samples;
  private final TrialReport report;

  /** Of a closed loop. */
  LoadResult(Histogram latencies, IterationSample sample) {
    this(latencies, null, null, new ArrayList<>(List.of(sample)), null);
  }

  /**
   * Of an open loop.
   *
   * @param latencies from the intended start
   * @param raw latencies from the actual sending
   * @param lag how late the schedule was kept
   */
  LoadResult(Histogram latencies, Histogram raw, Histogram lag, IterationSample sample) {
    this(latencies, raw, lag, new ArrayList<>(List.of(sample)), null);
  }

  private LoadResult(
      Histogram latencies,
      Histogram raw,
      Histogram lag,
      ArrayList<IterationSample> samples,
      TrialReport report) {
    super(
        ResultRole.SECONDARY,
        LABEL,
        of(latencies.getMean() / NANOS_PER_MICRO),
        UNIT,
        AggregationPolicy.AVG);
    this.histogram = Latency.of(latencies).histogram();
    this.raw = raw == null ? null : Latency.of(raw).histogram();
    this.lag = lag == null ? null : Latency.of(lag).histogram();
    this.samples = samples;
    this.report = report;
  }

  LoadResult with(TrialReport report) {
    return new LoadResult(latencies(), raw().orElse(null), lag().orElse(null), samples, report);
  }

  /** Latencies in nanoseconds. */
  Histogram latencies() {
    return new Latency(histogram).decode();
  }

  /** Latencies from the actual sending, in nanoseconds; empty for a closed loop. */
  Optional<Histogram> raw() {
    return Optional.ofNullable(raw).map(text -> new Latency(text).decode());
  }

  /** How late the schedule was kept, in nanoseconds; empty for a closed loop. */
  Optional<Histogram> lag() {
    return Optional.ofNullable(lag).map(text -> new Latency(text).decode());
  }

  List<IterationSample> samples() {
    return List.copyOf(samples);
  }

  /** Of the fork's end; null in every iteration but the last. */
  TrialReport report() {
    return report;
  }

  @Override
  protected Aggregator<LoadResult> getThreadAggregator() {
    return LoadResult::merge;
  }

  @Override
  protected Aggregator<LoadResult> getIterationAggregator() {
    return LoadResult::merge;
  }

  @Override
  @SuppressWarnings("rawtypes")
  protected Collection<? extends Result> getDerivativeResults() {
    Histogram latencies = latencies();
    return List.of(
        percentile("p50", latencies.getValueAtPercentile(50)),
        percentile("p90", latencies.getValueAtPercentile(90)),
        percentile("p99", latencies.getValueAtPercentile(99)),
        percentile("p99.9", latencies.getValueAtPercentile(99.9)),
        percentile("max", latencies.getMaxValue()));
  }

  private static PercentileResult percentile(String label, long nanos) {
    return new PercentileResult(label, nanos / NANOS_PER_MICRO, UNIT);
  }

  static LoadResult merge(Collection<LoadResult> results) {
    Histogram merged = Latency.emptyHistogram();
    Histogram raw = null;
    Histogram lag = null;
    ArrayList<IterationSample> samples = new ArrayList<>();
    TrialReport report = null;
    for (LoadResult result : results) {
      merged.add(result.latencies());
      raw = merged(raw, result.raw());
      lag = merged(lag, result.lag());
      samples.addAll(result.samples);
      report = result.report != null ? result.report : report;
    }
    return new LoadResult(merged, raw, lag, samples, report);
  }

  private static Histogram merged(Histogram sum, Optional<Histogram> more) {
    if (more.isEmpty()) {
      return sum;
    }
    Histogram merged = sum == null ? Latency.emptyHistogram() : sum;
    merged.add(more.get());
    return merged;
  }
}
