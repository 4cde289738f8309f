package serverbench.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import serverbench.measure.ProcessSample;
import serverbench.measure.ProcessSampler;
import serverbench.results.Soak;
import serverbench.results.Soak.Verdict;
import serverbench.results.SoakRest;
import serverbench.results.SoakSample;
import serverbench.results.SoakVerdict;

/**
 * A server under mixed traffic for a long time, looked at from outside.
 *
 * <pre>
 *   server up -> warm-up traffic -> rest: BEFORE -> traffic, a sample a second -> rest: AFTER -> end
 *                                     |                                            |
 *                                     '---- files, threads, children, live heap ---'
 * </pre>
 *
 * <p>Durations are of {@link System#nanoTime}: the wall clock may jump.
 */
public final class SoakCampaign {

  private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Duration STEADY = Duration.ofSeconds(3);

  private final SoakPlan plan;
  private final Consumer<String> progress;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * @param progress told what is done, one line each
   */
  public SoakCampaign(SoakPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** Ends the soak early; {@link #run} returns what it has. Any thread. */
  public void stop() {
    stop.countDown();
  }

  /**
   * Runs it. Called once.
   *
   * @throws IOException when the server does not start, or dies
   */
  public Soak run() throws IOException, InterruptedException {
    Instant started = Instant.now();
    try (SoakServer server = SoakServer.start(plan.server(), plan.folder().resolve("server.log"))) {
      ProcessSampler sampler = new ProcessSampler(server.handle());
      // The first question leaves a thread and a socket in the server that are not its own.
      server.liveHeapBytes();
      progress.accept("warm-up, " + plan.warmUp().toSeconds() + " s");
      try (SoakTraffic traffic = new SoakTraffic(server.uri(), plan.seed())) {
        traffic.start();
        awaitStop(plan.warmUp().toNanos());
      }
      SoakRest before = rest(server, sampler, null);
      progress.accept("at rest: " + text(before));
      SoakTraffic traffic = new SoakTraffic(server.uri(), plan.seed() + 1);
      List<SoakSample> samples;
      try (traffic) {
        traffic.start();
        samples = sample(server, sampler, traffic);
      }
      SoakRest after = rest(server, sampler, before);
      progress.accept("at rest: " + text(after));
      return soak(started, traffic, before, after, samples, server.end(), server.said());
    }
  }

  private List<SoakSample> sample(SoakServer server, ProcessSampler sampler, SoakTraffic traffic)
      throws IOException, InterruptedException {
    List<SoakSample> samples = new ArrayList<>();
    long start = System.nanoTime();
    long lastNanos = start;
    long lastAnswers = 0;
    for (long due = start + SAMPLE_NANOS; due - start <= plan.duration().toNanos(); ) {
      if (awaitStop(due - System.nanoTime())) {
        break;
      }
      ProcessSample seen = look(server, sampler);
      long answers = traffic.answers();
      Histogram latencies = traffic.takeLatencies();
      samples.add(
          new SoakSample(
              (seen.nanos() - start) / 1e9,
              seen.openFiles(),
              seen.threads(),
              seen.children(),
              seen.residentBytes(),
              seen.childrenResidentBytes(),
              (answers - lastAnswers) * 1e9 / (seen.nanos() - lastNanos),
              latencies.getValueAtPercentile(50) / 1e3,
              latencies.getValueAtPercentile(99) / 1e3));
      if (samples.size() % 30 == 0) {
        progress.accept(text(samples.getLast()));
      }
      lastNanos = seen.nanos();
      lastAnswers = answers;
      due += SAMPLE_NANOS;
    }
    return samples;
  }

  /**
   * What is there when nobody talks to the server any more: as soon as it is no more than before,
   * or, without a before, when nothing has changed for some seconds.
   */
  private SoakRest rest(SoakServer server, ProcessSampler sampler, SoakRest before)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + plan.restWithin().toNanos();
    ProcessSample last = look(server, sampler);
    long steadySince = last.nanos();
    while (last.nanos() < giveUp && !isAtRest(last, before, steadySince)) {
      TimeUnit.MILLISECONDS.sleep(100);
      ProcessSample next = look(server, sampler);
      if (next.openFiles() != last.openFiles()
          || next.threads() != last.threads()
          || next.children() != last.children()) {
        steadySince = next.nanos();
      }
      last = next;
    }
    return new SoakRest(last.openFiles(), last.threads(), last.children(), server.liveHeapBytes());
  }

  private static boolean isAtRest(ProcessSample now, SoakRest before, long steadySince) {
    return before == null
        ? now.nanos() - steadySince >= STEADY.toNanos()
        : now.openFiles() <= before.openFiles()
            && now.threads() <= before.threads()
            && now.children() <= before.children();
  }

  private static ProcessSample look(SoakServer server, ProcessSampler sampler) throws IOException {
    return sampler
        .take()
        .orElseThrow(
            () ->
                new IOException(
                    server.isAlive() ? "this host has no /proc" : "the server's process died"));
  }

  /** True when the soak has been told to stop. */
  private boolean awaitStop(long nanos) throws InterruptedException {
    return stop.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  private Soak soak(
      Instant started,
      SoakTraffic traffic,
      SoakRest before,
      SoakRest after,
      List<SoakSample> samples,
      Verdict ended,
      String said) {
    List<Verdict> findings =
        new ArrayList<>(
            SoakVerdict.of(
                before,
                after,
                samples,
                traffic.answers(),
                traffic.errors(),
                traffic.hostile().wrong(),
                ended));
    findings.add(new Verdict("console", said.isEmpty(), said.isEmpty() ? "silent" : said));
    return new Soak(
        Soak.SCHEMA_VERSION,
        plan.model(),
        plan.command(),
        started,
        samples.isEmpty() ? 0 : samples.getLast().seconds(),
        stop.getCount() > 0,
        HostEnvironment.read(List.of(), CpuPlacement.SHARED),
        before,
        after,
        samples,
        traffic.answers(),
        traffic.errors(),
        traffic.hostile().attacks(),
        traffic.hostile().wrong(),
        traffic.hostile().broken(),
        traffic.examples(),
        List.copyOf(findings));
  }

  private static String text(SoakRest rest) {
    return "%d files, %d threads, %d children, %,d bytes live"
        .formatted(rest.openFiles(), rest.threads(), rest.children(), rest.liveHeapBytes());
  }

  private static String text(SoakSample sample) {
    return "%.0f s: %,.0f answers/s, p99 %,.0f us, %d files, %d threads, %d children, %,d MiB"
        .formatted(
            sample.seconds(),
            sample.answers(),
            sample.p99Micros(),
            sample.openFiles(),
            sample.threads(),
            sample.children(),
            sample.residentBytes() >> 20);
  }
}
