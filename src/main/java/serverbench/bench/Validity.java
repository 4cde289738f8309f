package serverbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import serverbench.load.OpenLoop;
import serverbench.results.ForkResult.Flag;

/**
 * The rules by which a fork's numbers are doubted. Pure: figures in, flags out. The names of the
 * rules are those that tables and reports explain; {@link Ceiling} has the rules that need the null
 * server's fork as well.
 */
final class Validity {

  private static final double MOST_ERRORS = 0.001;
  private static final double MOST_STEAL = 0.05;
  private static final double MOST_LITTLE = 0.10;
  private static final double LEAST_OF_TARGET = 0.99;

  /** At a low rate less than one request is in flight, and those at the edges weigh much. */
  private static final double LITTLE_SLACK_OPEN = 1;

  /** Of the cores, by the compilers. */
  static final double MOST_COMPILING = 0.1;

  private Validity() {}

  /**
   * What the rules look at.
   *
   * @param errors failed requests
   * @param clientAnswers complete answers that the client received
   * @param serverAnswers answers that the server counted
   * @param unanswered requests without a complete answer, which the server may have counted
   * @param warmedUp whether the throughput was flat when measuring began
   * @param compiling what the compilers took of a busy host's CPU time while measuring, 0 to 1; 0
   *     where there was time to spare
   * @param stealFraction of the host's CPU time; negative where unknown
   * @param asked connections wanted
   * @param established connections that there were
   * @param throughput correct answers per second
   * @param meanLatencySeconds of the correct answers, from their sending
   * @param inFlight requests out at a time
   * @param schedule how it was kept; empty in a closed loop
   */
  record Figures(
      long errors,
      long clientAnswers,
      long serverAnswers,
      long unanswered,
      boolean warmedUp,
      double compiling,
      double stealFraction,
      int asked,
      int established,
      double throughput,
      double meanLatencySeconds,
      double inFlight,
      Optional<ScheduleFigures> schedule) {}

  /**
   * How a schedule was kept.
   *
   * @param targetRate requests per second
   * @param achievedRate correct answers per second
   * @param lagP99Micros how late the schedule was kept
   * @param drops requests that were never sent
   * @param open requests without an answer when the latencies were read
   */
  record ScheduleFigures(
      double targetRate, double achievedRate, double lagP99Micros, long drops, long open) {}

  /** The reasons to doubt; empty when there is none. */
  static List<Flag> check(Figures figures) {
    List<Flag> flags = new ArrayList<>();
    errors(figures, flags);
    counts(figures, flags);
    if (!figures.warmedUp()) {
      flags.add(
          new Flag(
              "warmup",
              "the throughput was still changing when measuring had to begin, or hot code not yet"
                  + " compiled"));
    } else if (figures.compiling() > MOST_COMPILING) {
      flag(
          flags,
          "warmup",
          "the compilers took %.0f %% of a busy machine's CPU time while measuring",
          figures.compiling() * 100);
    }
    if (figures.stealFraction() > MOST_STEAL) {
      flag(
          flags,
          "steal",
          "the hypervisor took %.1f %% of the CPU time",
          figures.stealFraction() * 100);
    }
    if (figures.established() < figures.asked()) {
      flag(
          flags,
          "connections",
          "%d of %d connections were established",
          figures.established(),
          figures.asked());
    }
    littlesLaw(figures, flags);
    figures.schedule().ifPresent(schedule -> schedule(schedule, flags));
    return List.copyOf(flags);
  }

  private static void errors(Figures figures, List<Flag> flags) {
    long requests = figures.clientAnswers() + figures.unanswered();
    // Of those that went well: one lost answer in a thousand is one too many.
    if (figures.errors() > MOST_ERRORS * (requests - figures.errors())) {
      flag(
          flags,
          "errors",
          "%d of %d requests failed (%.2f %%)",
          figures.errors(),
          requests,
          100.0 * figures.errors() / Math.max(1, requests));
    }
  }

  private static void counts(Figures figures, List<Flag> flags) {
    long more = figures.serverAnswers() - figures.clientAnswers();
    if (more < 0 || more > figures.unanswered()) {
      flag(
          flags,
          "counts",
          "the client received %d answers, the server counted %d",
          figures.clientAnswers(),
          figures.serverAnswers());
    }
  }

  private static void littlesLaw(Figures figures, List<Flag> flags) {
    double expected = figures.throughput() * figures.meanLatencySeconds();
    double slack = figures.schedule().isPresent() ? LITTLE_SLACK_OPEN : 0;
    if (Math.abs(expected - figures.inFlight()) > MOST_LITTLE * figures.inFlight() + slack) {
      flag(
          flags,
          "littles_law",
          "%.1f requests were in flight, but throughput times mean latency is %.1f",
          figures.inFlight(),
          expected);
    }
  }

  private static void schedule(ScheduleFigures schedule, List<Flag> flags) {
    if (schedule.achievedRate() < LEAST_OF_TARGET * schedule.targetRate()) {
      flag(
          flags,
          "rate",
          "%.0f of %.0f requests per second were answered (%.1f %%)",
          schedule.achievedRate(),
          schedule.targetRate(),
          100 * schedule.achievedRate() / schedule.targetRate());
    } else if (schedule.open() > 0) {
      flag(
          flags,
          "unanswered",
          "%d requests had no answer yet when the latencies were read: theirs are lower bounds",
          schedule.open());
    }
    if (schedule.lagP99Micros() > TimeUnit.NANOSECONDS.toMicros(OpenLoop.MOST_LAG.toNanos())) {
      flag(
          flags,
          "schedule_lag",
          "1 %% of the requests left %.1f ms late or more",
          schedule.lagP99Micros() / 1_000);
    }
    if (schedule.drops() > 0) {
      flag(flags, "drops", "%d requests of the schedule were never sent", schedule.drops());
    }
  }

  private static void flag(List<Flag> flags, String rule, String reason, Object... figures) {
    flags.add(new Flag(rule, String.format(Locale.ROOT, reason, figures)));
  }
}
