package serverbench.bench;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import serverbench.measure.Side;
import serverbench.measure.Usage;
import serverbench.results.ForkResult;
import serverbench.results.Latency;
import serverbench.results.LoadPoint;
import serverbench.results.Resources;

/** Turns what a fork measured into the record that is kept of it. */
final class ForkReading {

  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;

  private ForkReading() {}

  static ForkResult of(ForkSpec fork, ForkOutcome outcome) {
    TrialReport report = outcome.load().report();
    List<IterationSample> samples = outcome.load().samples();
    Histogram latencies = outcome.load().latencies();
    Usage usage = samples.stream().map(IterationSample::usage).reduce(Usage::plus).orElseThrow();
    long completed = samples.stream().mapToLong(IterationSample::completed).sum();
    return new ForkResult(
        fork.choice().label(),
        fork.workload().name(),
        LoadPoint.closed(fork.connections()),
        fork.round(),
        ForkResult.Status.OK,
        null,
        fork.profile().iterationTime().toMillis() / 1e3,
        outcome.iterations(),
        outcome.throughput(),
        Latency.of(latencies),
        null,
        null,
        report.errors(),
        report.clientAnswers(),
        report.serverAnswers(),
        resources(usage, completed, report),
        Validity.check(figures(outcome, latencies, usage)),
        new ForkResult.Warmup(report.warmUpSeconds(), report.warmedUp()),
        report.server());
  }

  static ForkResult failed(ForkSpec fork, String cause) {
    return new ForkResult(
        fork.choice().label(),
        fork.workload().name(),
        LoadPoint.closed(fork.connections()),
        fork.round(),
        ForkResult.Status.FAILED,
        cause,
        fork.profile().iterationTime().toMillis() / 1e3,
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

  private static Resources resources(Usage usage, long completed, TrialReport report) {
    return new Resources(
        perRequest(usage.cpuNanos(Side.SERVER), completed) / NANOS_PER_MICRO,
        perRequest(usage.cpuNanos(Side.CLIENT), completed) / NANOS_PER_MICRO,
        perRequest(usage.cpuNanos(Side.GC), completed) / NANOS_PER_MICRO,
        perRequest(usage.cpuNanos(Side.JIT), completed) / NANOS_PER_MICRO,
        perRequest(usage.serverContextSwitches(), completed),
        perRequest(usage.serverAllocatedBytes(), completed),
        report.serverThreads(),
        report.serverProcesses(),
        report.residentBytes(),
        report.openFiles(),
        usage.stealFraction(),
        report.loadAverage());
  }

  private static double perRequest(long total, long completed) {
    return total < 0 || completed == 0 ? -1 : (double) total / completed;
  }

  private static Validity.Figures figures(ForkOutcome outcome, Histogram latencies, Usage usage) {
    TrialReport report = outcome.load().report();
    return new Validity.Figures(
        report.errors().values().stream().mapToLong(Long::longValue).sum(),
        report.clientAnswers(),
        report.serverAnswers(),
        report.unanswered(),
        report.warmedUp(),
        usage.stealFraction(),
        report.asked(),
        report.established(),
        outcome.throughput(),
        latencies.getMean() / NANOS_PER_SECOND,
        outcome.load().samples().stream()
            .mapToDouble(IterationSample::inFlight)
            .average()
            .orElse(0));
  }
}
