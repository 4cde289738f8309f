package serverbench.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

  private final ArrayList<IterationSample> samples;
  private final TrialReport report;

  LoadResult(Histogram latencies, IterationSample sample) {
    this(latencies, new ArrayList<>(List.of(sample)), null);
  }

  private LoadResult(Histogram latencies, ArrayList<IterationSample> samples, TrialReport report) {
    super(
        ResultRole.SECONDARY,
        LABEL,
        of(latencies.getMean() / NANOS_PER_MICRO),
        UNIT,
        AggregationPolicy.AVG);
    this.histogram = Latency.of(latencies).histogram();
    this.samples = samples;
    this.report = report;
  }

  LoadResult with(TrialReport report) {
    return new LoadResult(latencies(), samples, report);
  }

  /** Latencies in nanoseconds. */
  Histogram latencies() {
    return new Latency(histogram).decode();
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
    ArrayList<IterationSample> samples = new ArrayList<>();
    TrialReport report = null;
    for (LoadResult result : results) {
      merged.add(result.latencies());
      samples.addAll(result.samples);
      report = result.report != null ? result.report : report;
    }
    return new LoadResult(merged, samples, report);
  }
}
