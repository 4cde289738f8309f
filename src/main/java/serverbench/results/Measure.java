package serverbench.results;

import java.util.OptionalDouble;

/** A figure that each fork has one of, and by which two runs are compared. */
public enum Measure {
  THROUGHPUT("throughput", "req/s", Score.Better.HIGHER) {
    @Override
    public OptionalDouble of(ForkResult fork) {
      // In an open loop the schedule, not the server, says how many requests there are.
      return fork.openLoop() == null ? positive(fork.throughput()) : OptionalDouble.empty();
    }

    @Override
    public OptionalDouble of(Summary summary) {
      return summary.openLoop().isPresent() ? OptionalDouble.empty() : summary.throughput();
    }
  },
  P99("p99", "ms", Score.Better.LOWER) {
    @Override
    public OptionalDouble of(ForkResult fork) {
      boolean saturated = fork.openLoop() != null && fork.openLoop().saturated();
      return saturated
          ? OptionalDouble.empty()
          : positive(fork.latency().decode().getValueAtPercentile(99) / 1e6);
    }

    @Override
    public OptionalDouble of(Summary summary) {
      return summary.saturated() ? OptionalDouble.empty() : summary.latencyMillis(99);
    }
  },
  SERVER_CPU("server CPU", "µs/req", Score.Better.LOWER) {
    @Override
    public OptionalDouble of(ForkResult fork) {
      return positive(fork.resources().serverCpuMicrosPerRequest());
    }

    @Override
    public OptionalDouble of(Summary summary) {
      return summary.serverCpuMicros();
    }
  };

  private final String title;
  private final String unit;
  private final Score.Better better;

  Measure(String title, String unit, Score.Better better) {
    this.title = title;
    this.unit = unit;
    this.better = better;
  }

  /** Of a fork with numbers; empty where it has none above 0, of which there is no ratio. */
  public abstract OptionalDouble of(ForkResult fork);

  /** Of all forks taken together, as every other table shows it. */
  public abstract OptionalDouble of(Summary summary);

  public String title() {
    return title;
  }

  public String unit() {
    return unit;
  }

  public Score.Better better() {
    return better;
  }

  private static OptionalDouble positive(double value) {
    return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
