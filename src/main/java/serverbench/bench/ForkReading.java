package serverbench.bench;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import serverbench.measure.Side;
import serverbench.measure.Usage;
import serverbench.results.ForkResult;
import serverbench.results.Latency;
import serverbench.results.Machine;
import serverbench.results.OpenLoop;
import serverbench.results.Resources;

/** Turns what a fork measured into the record that is kept of it. */
final class ForkReading {

  /** Of the cores: beyond that the compilers take time away from client and server. */
  private static final double BUSY = 0.85;

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
        fork.label(),
        fork.workload().name(),
        fork.point().record(),
        fork.round(),
        ForkResult.Status.OK,
        null,
        fork.timing().iterationTime().toMillis() / 1e3,
        outcome.iterations(),
        outcome.throughput(),
        Latency.of(latencies),
        outcome.load().raw().map(Latency::of).orElse(null),
        openLoop(outcome.load()),
        report.errors(),
        report.clientAnswers(),
        report.serverAnswers(),
        resources(usage, completed, report),
        Validity.check(figures(outcome, usage)),
        new ForkResult.Warmup(report.warmUpSeconds(), report.warmedUp()),
        report.server());
  }

  static ForkResult failed(ForkSpec fork, String cause) {
    return ForkResult.failed(
        fork.label(),
        fork.workload().name(),
        fork.point().record(),
        fork.round(),
        fork.timing().iterationTime().toMillis() / 1e3,
        cause);
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
        report.liveHeapBytes() < 0 ? null : (Long) report.liveHeapBytes(),
        report.openFiles(),
        usage.stealFraction(),
        report.machine().loadAverage(),
        machine(report.machine()));
  }

  private static Machine machine(MachineReading reading) {
    return new Machine(
        known(reading.ended().loadAverage()),
        known(reading.begun().clockMegahertz()),
        known(reading.ended().clockMegahertz()),
        known(reading.coreRoundTripNanos()),
        known(reading.coreWorkNanos()));
  }

  private static Double known(double value) {
    return value < 0 ? null : (Double) value;
  }

  private static double perRequest(long total, long completed) {
    return total < 0 || completed == 0 ? -1 : (double) total / completed;
  }

  /** Null in a closed loop. */
  private static OpenLoop openLoop(LoadResult load) {
    List<OpenSample> samples =
        load.samples().stream().map(IterationSample::open).filter(Objects::nonNull).toList();
    if (samples.isEmpty()) {
      return null;
    }
    boolean saturated = Saturation.of(samples);
    double seconds = samples.stream().mapToDouble(OpenSample::seconds).sum();
    long answers =
        samples.stream().mapToLong(saturated ? OpenSample::completed : OpenSample::answered).sum();
    return new OpenLoop(
        load.report().targetRate(),
        answers / seconds,
        load.lag().map(lag -> lag.getValueAtPercentile(99) / NANOS_PER_MICRO).orElse(0.0),
        samples.stream().mapToLong(OpenSample::drops).sum(),
        saturated);
  }

  /** The compilers' share of the cores, where the fork needed nearly all of them; else 0. */
  static double compiling(Usage usage, int cores) {
    double available = (double) usage.wallNanos() * cores;
    long used = Stream.of(Side.values()).mapToLong(usage::cpuNanos).sum();
    return used < BUSY * available ? 0 : usage.cpuNanos(Side.JIT) / available;
  }

  private static Validity.Figures figures(ForkOutcome outcome, Usage usage) {
    TrialReport report = outcome.load().report();
    List<IterationSample> samples = outcome.load().samples();
    long completed = samples.stream().mapToLong(IterationSample::completed).sum();
    long latencyNanos = samples.stream().mapToLong(IterationSample::latencyNanos).sum();
    OpenLoop open = openLoop(outcome.load());
    return new Validity.Figures(
        report.errors().values().stream().mapToLong(Long::longValue).sum(),
        report.clientAnswers(),
        report.serverAnswers(),
        report.unanswered(),
        report.warmedUp(),
        compiling(usage, Runtime.getRuntime().availableProcessors()),
        usage.stealFraction(),
        report.asked(),
        report.established(),
        outcome.throughput(),
        completed == 0 ? 0 : latencyNanos / NANOS_PER_SECOND / completed,
        samples.stream().mapToDouble(IterationSample::inFlight).average().orElse(0),
        Optional.ofNullable(open)
            .map(
                kept ->
                    new Validity.ScheduleFigures(
                        kept.targetRate(),
                        kept.achievedRate(),
                        kept.scheduleLagP99Micros(),
                        kept.drops(),
                        samples.stream().mapToLong(sample -> sample.open().open()).sum())));
  }
}
