package serverbench.bench;

import java.util.Collection;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;

/**
 * One percentile of a {@link LoadResult}. JMH derives it anew from every merged result and does not
 * aggregate it.
 */
public final class PercentileResult extends Result<PercentileResult> {

  private static final long serialVersionUID = 1;

  PercentileResult(String label, double value, String unit) {
    super(ResultRole.SECONDARY_DERIVATIVE, label, of(value), unit, AggregationPolicy.MAX);
  }

  @Override
  protected Aggregator<PercentileResult> getThreadAggregator() {
    return PercentileResult::refuse;
  }

  @Override
  protected Aggregator<PercentileResult> getIterationAggregator() {
    return PercentileResult::refuse;
  }

  private static PercentileResult refuse(Collection<PercentileResult> percentiles) {
    throw new UnsupportedOperationException("percentiles cannot be merged, histograms can");
  }
}
