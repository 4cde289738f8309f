package serverbench.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Makes runs that look like real ones out of a seed, for tests of everything that reads runs: the
 * same calls always give the same run.
 */
public final class SyntheticRun {

  private record Entry(String name, int number, String family, Double articleQps, double base) {}

  /** The article's models and the planned variants, with plausible keep-alive throughputs. */
  private static final List<Entry> REGISTRY =
      List.of(
          new Entry("single_process", 1, "BASIC", 19075.4, 24_000),
          new Entry("multi_process", 2, "BASIC", 6904.8, 2_900),
          new Entry("multi_thread", 3, "BASIC", 18137.834, 61_000),
          new Entry("process_pool1", 4, "BASIC", 18337.299, 52_000),
          new Entry("process_pool2", 5, "BASIC", 18589.268, 49_500),
          new Entry("thread_pool", 6, "BASIC", 18483.166, 58_000),
          new Entry("leader_follower", 7, "BASIC", 20180.701, 66_000),
          new Entry("select", 8, "MULTIPLEXING", null, 71_000),
          new Entry("poll", 9, "MULTIPLEXING", 18817.867, 74_000),
          new Entry("epoll", 10, "MULTIPLEXING", null, 98_000),
          new Entry("epoll:et", 10, "MULTIPLEXING", null, 97_000),
          new Entry("kqueue", 11, "MULTIPLEXING", 19096.133, 90_000),
          new Entry("reactor", 12, "ARCHITECTURE", 18945.467, 93_000),
          new Entry("reactor:multi", 12, "ARCHITECTURE", null, 95_500),
          new Entry("coroutine", 13, "MODERN", null, 91_000),
          new Entry("actor", 14, "ARCHITECTURE", 18681.5, 55_000),
          new Entry("event_loop", 15, "ARCHITECTURE", 19442.801, 89_000),
          new Entry("fiber", 16, "MODERN", 18994.268, 72_000),
          new Entry("fiber:cooperative", 16, "MODERN", null, 79_000),
          new Entry("work_stealing", 17, "MODERN", 8903.566, 63_000),
          new Entry("producer_consumer", 18, "ARCHITECTURE", 18208.633, 57_000),
          new Entry("half_sync_async", 19, "ARCHITECTURE", null, 48_000),
          new Entry("proactor", 20, "ARCHITECTURE", null, 84_000),
          new Entry("proactor:nio2", 20, "ARCHITECTURE", null, 60_500),
          new Entry("pipeline", 21, "ARCHITECTURE", null, 39_000),
          new Entry("hybrid", 22, "MODERN", null, 96_500),
          new Entry("hybrid:epoll-coroutine", 22, "MODERN", null, 94_000),
          new Entry("hybrid:process-thread", 22, "MODERN", null, 47_000));

  private final Set<String> models = new LinkedHashSet<>();
  private final List<String> workloads = new ArrayList<>(List.of("keepalive"));
  private final Map<String, String> failing = new LinkedHashMap<>();
  private final Map<String, List<ForkResult.Flag>> flagged = new LinkedHashMap<>();
  private final Set<String> notRun = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private int forks = 3;
  private double forkNoise = 0.02;
  private String profile = "standard";
  private Run.Status status;

  private SyntheticRun() {}

  /** Six models, one from each corner, as the first slice has them. */
  public static SyntheticRun small() {
    return of("single_process", "multi_thread", "thread_pool", "epoll", "reactor", "fiber");
  }

  /** Every model and every variant. */
  public static SyntheticRun everything() {
    return of(REGISTRY.stream().map(Entry::name).toArray(String[]::new));
  }

  public static SyntheticRun of(String... models) {
    SyntheticRun run = new SyntheticRun();
    run.models.addAll(List.of(models));
    return run;
  }

  public SyntheticRun forks(int forks) {
    this.forks = forks;
    return this;
  }

  /** Relative standard deviation of the fork means. */
  public SyntheticRun forkNoise(double forkNoise) {
    this.forkNoise = forkNoise;
    return this;
  }

  public SyntheticRun workloads(String... names) {
    workloads.clear();
    workloads.addAll(List.of(names));
    return this;
  }

  public SyntheticRun profile(String profile) {
    this.profile = profile;
    return this;
  }

  /** Every fork of the model fails. */
  public SyntheticRun failing(String model, String reason) {
    failing.put(model, reason);
    return this;
  }

  /** Every fork of the model has the flag. */
  public SyntheticRun flagged(String model, String rule, String reason) {
    flagged.computeIfAbsent(model, m -> new ArrayList<>()).add(new ForkResult.Flag(rule, reason));
    return this;
  }

  /** The run ended before it came to the model. */
  public SyntheticRun notRun(String model) {
    notRun.add(model);
    return this;
  }

  public SyntheticRun status(Run.Status status) {
    this.status = status;
    return this;
  }

  public SyntheticRun note(String note) {
    notes.add(note);
    return this;
  }

  public Run build() {
    List<ModelInfo> infos =
        REGISTRY.stream().filter(e -> models.contains(e.name())).map(SyntheticRun::info).toList();
    List<ForkResult> results = new ArrayList<>();
    Random random = new Random(20251123);
    for (int fork = 0; fork < forks; fork++) {
      for (String workload : workloads) {
        for (Entry entry : REGISTRY) {
          if (models.contains(entry.name()) && !notRun.contains(entry.name())) {
            results.add(fork(entry, workload, fork, random));
          }
        }
      }
    }
    boolean anyFailed = results.stream().anyMatch(f -> f.status() == ForkResult.Status.FAILED);
    Run.Status whole = anyFailed ? Run.Status.FAILED : Run.Status.COMPLETE;
    return new Run(
        Run.SCHEMA_VERSION,
        "20251123T120905Z-74e2ae0-" + profile,
        status != null ? status : whole,
        profile,
        "./run-bench.sh all --profile " + profile + " --seed 42",
        42,
        Instant.parse("2025-11-23T12:09:05Z"),
        Instant.parse("2025-11-23T12:31:40.250Z"),
        environment(),
        infos,
        workloads.stream().map(SyntheticRun::workload).toList(),
        results,
        List.of(),
        List.copyOf(notes));
  }

  private static ModelInfo info(Entry entry) {
    return new ModelInfo(
        entry.name(),
        entry.number(),
        entry.family(),
        "What " + entry.name() + " does, in one line",
        entry.articleQps(),
        entry.name().equals("kqueue") ? "epoll translation" : null,
        Map.of("backlog", "4096", "workers", "8"));
  }

  private static WorkloadInfo workload(String name) {
    return new WorkloadInfo(
        name, "64 connections, workload " + name, "/", 64, "closed", List.of(LoadPoint.closed(64)));
  }

  private static Environment environment() {
    return new Environment(
        "74e2ae0",
        "Eclipse Temurin 25.0.1+8",
        List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"),
        "Linux 6.18.0",
        "Example CPU @ 2.80GHz",
        2,
        24L << 30,
        "performance",
        20_000,
        Map.of("net.core.somaxconn", "4096", "virtualisation", "kvm"));
  }

  private ForkResult fork(Entry entry, String workload, int fork, Random random) {
    if (failing.containsKey(entry.name())) {
      return new ForkResult(
          entry.name(),
          workload,
          LoadPoint.closed(64),
          fork,
          ForkResult.Status.FAILED,
          failing.get(entry.name()),
          1.0,
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
    double scale = workload.equals("close") ? Math.min(1, 19_000 / entry.base()) : 1;
    double throughput = entry.base() * scale * (1 + forkNoise * random.nextGaussian());
    List<ForkResult.Flag> flags = flagged.getOrDefault(entry.name(), List.of());
    boolean errors = flags.stream().anyMatch(flag -> flag.rule().equals("errors"));
    long responses = Math.round(throughput * 3);
    return new ForkResult(
        entry.name(),
        workload,
        LoadPoint.closed(64),
        fork,
        ForkResult.Status.OK,
        null,
        1.0,
        List.of(throughput * 0.99, throughput, throughput * 1.01),
        throughput,
        latency(64 / throughput * 1e9, random),
        null,
        null,
        errors ? Map.of("reset", 321L, "timeout", 4L) : Map.of(),
        responses,
        responses,
        resources(throughput),
        flags,
        new ForkResult.Warmup(4.2, true),
        Map.of("accepted", 64L, "responses2xx", responses));
  }

  /** Log-normal around the mean that Little's law asks for, with a few slow ones. */
  private static Latency latency(double meanNanos, Random random) {
    Histogram histogram = Latency.emptyHistogram();
    for (int i = 0; i < 3_000; i++) {
      double slow = random.nextInt(400) == 0 ? 12 : 1;
      double nanos = meanNanos * 0.9 * Math.exp(0.35 * random.nextGaussian()) * slow;
      histogram.recordValue(Math.round(Math.clamp(nanos, 1_000, 50e9)));
    }
    return Latency.of(histogram);
  }

  private static Resources resources(double throughput) {
    double micros = 1e6 / throughput;
    return new Resources(
        micros * 0.8, micros * 0.6, 0.05, 0.02, 0.4, 96, 9, 0, 310L << 20, 142, 0.004, 1.1);
  }
}
