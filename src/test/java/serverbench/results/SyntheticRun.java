package serverbench.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

  private final Set<String> models = new LinkedHashSet<>();
  private final List<String> workloads = new ArrayList<>(List.of("keepalive"));
  private final Map<String, String> failing = new LinkedHashMap<>();
  private final Map<String, List<ForkResult.Flag>> flagged = new LinkedHashMap<>();
  private final Set<String> notRun = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private int forks = 3;
  private final Map<String, Integer> fewerForks = new HashMap<>();
  private double forkNoise = 0.02;
  private String profile = "standard";
  private Run.Status status;
  private boolean ceilings;
  private int samples = 3_000;
  private long seed = 20251123;
  private String jdk = "Eclipse Temurin 25.0.1+8";
  private final Map<String, Double> factors = new LinkedHashMap<>();

  private SyntheticRun() {}

  /** Six models, one from each corner, as the first slice has them. */
  public static SyntheticRun small() {
    return of("single_process", "multi_thread", "thread_pool", "epoll", "reactor", "fiber");
  }

  /** Every model and every variant. */
  public static SyntheticRun everything() {
    return of(SyntheticModel.ALL.stream().map(SyntheticModel::name).toArray(String[]::new));
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
  /** Fewer than the others have. */
  public SyntheticRun forks(String workload, int forks) {
    fewerForks.put(workload, forks);
    return this;
  }

  public SyntheticRun forkNoise(double forkNoise) {
    this.forkNoise = forkNoise;
    return this;
  }

  public SyntheticRun workloads(String... names) {
    workloads.clear();
    workloads.addAll(List.of(names));
    return this;
  }

  /** Every workload that the suite has, those with several points too. */
  public SyntheticRun allWorkloads() {
    return workloads(SyntheticWorkloads.ALL.toArray(String[]::new));
  }

  /** The null server runs too. */
  public SyntheticRun withCeilings() {
    ceilings = true;
    return this;
  }

  /** Histograms of so many different values that they are large. */
  public SyntheticRun samples(int samples) {
    this.samples = samples;
    return this;
  }

  /** Of the scatter: another one makes another run of the same models. */
  public SyntheticRun seed(long seed) {
    this.seed = seed;
    return this;
  }

  public SyntheticRun jdk(String jdk) {
    this.jdk = jdk;
    return this;
  }

  /** The model has so many times the capacity. */
  public SyntheticRun capacity(String model, double factor) {
    factors.put(model, factor);
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
    List<SyntheticModel> chosen =
        SyntheticModel.ALL.stream().filter(m -> models.contains(m.name())).toList();
    List<WorkloadInfo> infos = workloads.stream().map(SyntheticWorkloads::of).toList();
    List<ForkResult> results = new ArrayList<>();
    Random random = new Random(seed);
    for (int fork = 0; fork < forks; fork++) {
      for (WorkloadInfo workload : infos) {
        if (fork >= fewerForks.getOrDefault(workload.name(), forks)) {
          continue;
        }
        for (LoadPoint point : workload.points()) {
          for (SyntheticModel model : chosen) {
            if (!notRun.contains(model.name())) {
              results.add(fork(model, workload, point, fork, random));
            }
          }
        }
      }
    }
    boolean anyFailed = results.stream().anyMatch(f -> f.status() == ForkResult.Status.FAILED);
    Run.Status whole = anyFailed ? Run.Status.FAILED : Run.Status.COMPLETE;
    return new Run(
        Run.SCHEMA_VERSION,
        "20251123T120905Z-74e2ae0-" + profile + (seed == 20251123 ? "" : "-" + seed),
        status != null ? status : whole,
        profile,
        "./run-bench.sh all --profile " + profile + " --seed 42",
        42,
        Instant.parse("2025-11-23T12:09:05Z"),
        Instant.parse("2025-11-23T12:31:40.250Z"),
        environment(),
        chosen.stream().map(SyntheticRun::info).toList(),
        infos,
        results,
        ceilings ? ceilings(infos, random) : List.of(),
        List.copyOf(notes));
  }

  private static ModelInfo info(SyntheticModel model) {
    return new ModelInfo(
        model.name(),
        model.number(),
        model.family(),
        "What " + model.name() + " does, in one line",
        model.articleQps(),
        model.name().equals("kqueue") ? "epoll translation" : null,
        Map.of("backlog", "4096", "workers", "8"),
        model.topology(),
        "Many connections that each ask for little: no thread is switched, no lock is taken.",
        "A request that blocks or computes for long: all others wait.");
  }

  private Environment environment() {
    return new Environment(
        "74e2ae0",
        jdk,
        List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"),
        "Linux 6.18.0",
        "Example CPU @ 2.80GHz",
        2,
        24L << 30,
        "performance",
        20_000,
        Map.of("net.core.somaxconn", "4096", "virtualisation", "kvm"));
  }

  private List<ForkResult> ceilings(List<WorkloadInfo> infos, Random random) {
    SyntheticModel nullServer = new SyntheticModel(RunSummary.CEILING, 0, "", null, 112_000);
    List<ForkResult> results = new ArrayList<>();
    for (WorkloadInfo workload : infos) {
      if (!workload.onSchedule()) {
        workload.points().forEach(p -> results.add(fork(nullServer, workload, p, 0, random)));
      }
    }
    return results;
  }

  private ForkResult fork(
      SyntheticModel model, WorkloadInfo workload, LoadPoint point, int fork, Random random) {
    if (failing.containsKey(model.name())) {
      String why = failing.get(model.name());
      return without(model, workload, point, fork, ForkResult.Status.FAILED, why);
    }
    if (workload.name().equals("idle") && model.isTied()) {
      String why = "a worker is tied to one connection: idle ones would starve the others";
      return without(model, workload, point, fork, ForkResult.Status.NOT_APPLICABLE, why);
    }
    double capacity =
        model.capacity(workload.name(), point)
            * factors.getOrDefault(model.name(), 1.0)
            * (1 + forkNoise * random.nextGaussian());
    double target = targetRate(point, capacity);
    boolean saturated = workload.onSchedule() && target > capacity;
    double throughput = workload.onSchedule() ? Math.min(target, capacity) : capacity;
    double serviceNanos = 64 / model.base() * 1e9 * 0.2;
    double meanNanos =
        !workload.onSchedule()
            ? point.connections() / throughput * 1e9
            : saturated ? 4e9 : serviceNanos / (1 - 0.97 * target / capacity);
    List<ForkResult.Flag> flags = new ArrayList<>(flagged.getOrDefault(model.name(), List.of()));
    if (saturated) {
      flags.add(new ForkResult.Flag("saturated", "the schedule was above the capacity"));
    }
    boolean errors = flags.stream().anyMatch(flag -> flag.rule().equals("errors"));
    long responses = Math.round(throughput * 3);
    return new ForkResult(
        model.name(),
        workload.name(),
        point,
        fork,
        ForkResult.Status.OK,
        null,
        1.0,
        List.of(throughput * 0.99, throughput, throughput * 1.01),
        throughput,
        latency(meanNanos, random),
        workload.onSchedule() ? latency(meanNanos * 0.8, random) : null,
        workload.onSchedule() ? new OpenLoop(target, throughput, 140, 0, saturated) : null,
        errors ? Map.of("reset", 321L, "timeout", 4L) : Map.of(),
        responses,
        responses,
        resources(model, point, throughput),
        flags,
        new ForkResult.Warmup(4.2, true),
        Map.of("accepted", 64L, "responses2xx", responses));
  }

  private static double targetRate(LoadPoint point, double capacity) {
    if (point.targetRate() > 0 || !point.label().endsWith(" %")) {
      return point.targetRate();
    }
    return capacity
        * Integer.parseInt(point.label().substring(0, point.label().length() - 2))
        / 100;
  }

  private static ForkResult without(
      SyntheticModel model,
      WorkloadInfo workload,
      LoadPoint point,
      int fork,
      ForkResult.Status status,
      String why) {
    return new ForkResult(
        model.name(),
        workload.name(),
        point,
        fork,
        status,
        why,
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

  /** Log-normal around the mean that Little's law asks for, with a few slow ones. */
  private Latency latency(double meanNanos, Random random) {
    Histogram histogram = Latency.emptyHistogram();
    for (int i = 0; i < samples; i++) {
      double slow = random.nextInt(400) == 0 ? 12 : 1;
      double nanos = meanNanos * 0.9 * Math.exp(0.35 * random.nextGaussian()) * slow;
      histogram.recordValue(Math.round(Math.clamp(nanos, 1_000, 50e9)));
    }
    return Latency.of(histogram);
  }

  private static Resources resources(SyntheticModel model, LoadPoint point, double throughput) {
    // A request costs its share of the cores when they are busy, and has a floor when they are not.
    double micros = Math.min(1e6 / throughput, 1.4e6 / model.base());
    return new Resources(
        micros * 0.8,
        micros * 0.6,
        0.05,
        0.02,
        0.4,
        96,
        model.threads(point),
        0,
        model.residentBytes(point),
        20L << 20,
        142 + point.allConnections(),
        0.004,
        1.1,
        new Machine(2.3, 2600.0, 2580.0, 52.0, 5_010.0));
  }
}
