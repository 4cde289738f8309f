package serverbench.bench;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;

/** Adds what the load generator and the kernel saw to JMH's own results: {@link LoadResult}. */
public final class LoadProfiler implements InternalProfiler {

  @Override
  public String getDescription() {
    return "Latency percentiles of the requests behind each operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmarkParams, IterationParams iterationParams) {
    Handover.take();
  }

  @Override
  public Collection<LoadResult> afterIteration(
      BenchmarkParams benchmarkParams, IterationParams iterationParams, IterationResult result) {
    LoadResult last = Handover.take();
    return last == null ? List.of() : List.of(last);
  }
}
