package serverbench.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How much time a run may take, and how much it may therefore claim. */
public enum Profile {
  /** Proves that everything works; ranks nothing. */
  SMOKE(1, Timing.of(1, 1_000, 700), List.of(Workload.keepalive)),
  /** The default. */
  QUICK(
      1,
      Timing.of(2, 800, 2_200),
      List.of(Workload.keepalive, Workload.latency, Workload.close, Workload.blocking)),
  STANDARD(
      3,
      Timing.of(3, 1_000, 15_000),
      List.of(
          Workload.keepalive,
          Workload.latency,
          Workload.close,
          Workload.cpu,
          Workload.blocking,
          Workload.sweep,
          Workload.curve,
          Workload.mixed)),
  /** For the night. */
  FULL(5, Timing.of(4, 1_000, 20_000), List.of(Workload.values())),
  /** The article's own conditions. */
  ARTICLE(1, Timing.of(10, 3_000, 8_000), List.of(Workload.article));

  /** JVM start, first request, drain and exit of a fork: seen on 2 cores, for the forecast only. */
  private static final Duration FORK_OVERHEAD = Duration.ofMillis(2_500);

  /** Opening the connections again, settling and waiting for the last answers of a schedule. */
  private static final Duration SCHEDULE_OVERHEAD = Duration.ofMillis(1_500);

  /** What quick has time for of a workload with several points. */
  private static final String QUICK_LATENCY = "50 %";

  private final int forks;
  private final Timing timing;
  private final List<Workload> workloads;

  Profile(int forks, Timing timing, List<Workload> workloads) {
    this.forks = forks;
    this.timing = timing;
    this.workloads = workloads;
  }

  /** As people type it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** JVM forks for each model and point of a workload. */
  public int forks(Workload workload) {
    return this == STANDARD && workload.isLine() ? 1 : forks;
  }

  /** The article measured for 30 s, whatever the profile. */
  Timing timing(Workload workload) {
    return workload == Workload.article && this != SMOKE ? ARTICLE.timing : timing;
  }

  /** Whether this profile measures a point of a workload. */
  boolean measures(Workload workload, Point point) {
    return this != QUICK || workload != Workload.latency || point.label().equals(QUICK_LATENCY);
  }

  /**
   * Whether the models' variants belong to it. In quick their time is better spent on warming up,
   * or the compilers would be measured more than they are.
   */
  public boolean measuresVariants() {
    return this != QUICK;
  }

  /** What is measured when the command line names no workload. */
  public List<Workload> workloads() {
    return workloads;
  }

  /** Forecast for one fork. */
  static Duration expectedForkTime(Timing timing, Point point) {
    return FORK_OVERHEAD
        .plus(timing.expectedWarmUp())
        .plus(timing.iterationTime().multipliedBy(timing.iterations()))
        .plus(point.open() ? SCHEDULE_OVERHEAD : Duration.ZERO);
  }
}
