package serverbench.bench;

import java.time.Duration;
import java.util.List;

/** How much time a run may take, and how much it may therefore claim. */
public enum Profile {
  /** Proves that everything works; ranks nothing. */
  SMOKE(1, 1, Duration.ofSeconds(1), Duration.ofSeconds(2), List.of(Workload.keepalive)),
  /** The default. */
  QUICK(
      1,
      5,
      Duration.ofSeconds(1),
      Duration.ofSeconds(8),
      List.of(Workload.keepalive, Workload.close)),
  STANDARD(
      3,
      5,
      Duration.ofSeconds(2),
      Duration.ofSeconds(15),
      List.of(Workload.keepalive, Workload.close)),
  /** For the night. */
  FULL(
      5,
      10,
      Duration.ofSeconds(2),
      Duration.ofSeconds(20),
      List.of(Workload.keepalive, Workload.close)),
  /** The article's own conditions. */
  ARTICLE(1, 10, Duration.ofSeconds(3), Duration.ofSeconds(10), List.of(Workload.close));

  /** JVM start, first request, drain and exit of a fork: seen on 2 cores, for the forecast only. */
  private static final Duration FORK_OVERHEAD = Duration.ofMillis(2_500);

  private final int forks;
  private final int iterations;
  private final Duration iterationTime;
  private final Duration warmUpAtMost;
  private final List<Workload> workloads;

  Profile(
      int forks,
      int iterations,
      Duration iterationTime,
      Duration warmUpAtMost,
      List<Workload> workloads) {
    this.forks = forks;
    this.iterations = iterations;
    this.iterationTime = iterationTime;
    this.warmUpAtMost = warmUpAtMost;
    this.workloads = workloads;
  }

  /** As people type it. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** JVM forks for each model and workload. */
  public int forks() {
    return forks;
  }

  /** Measurement iterations of a fork. */
  public int iterations() {
    return iterations;
  }

  public Duration iterationTime() {
    return iterationTime;
  }

  /** Warming up ends when the throughput is flat, or after this time. */
  public Duration warmUpAtMost() {
    return warmUpAtMost;
  }

  /** What is measured when the command line names no workload. */
  public List<Workload> workloads() {
    return workloads;
  }

  /** Forecast for one fork: most need about three quarters of the warm-up that they may take. */
  public Duration expectedForkTime() {
    return FORK_OVERHEAD
        .plus(warmUpAtMost.multipliedBy(3).dividedBy(4))
        .plus(iterationTime.multipliedBy(iterations));
  }
}
