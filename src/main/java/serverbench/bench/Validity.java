package serverbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import serverbench.results.ForkResult.Flag;

/** The rules by which a number is doubted. Pure: figures in, flags out. */
final class Validity {

  private static final double MOST_ERRORS = 0.001;
  private static final double MOST_STEAL = 0.05;
  private static final double MOST_LITTLE = 0.10;

  private Validity() {}

  /**
   * What the rules look at.
   *
   * @param errors failed requests
   * @param clientAnswers complete answers that the client received
   * @param serverAnswers answers that the server counted
   * @param unanswered requests without a complete answer, which the server may have counted
   * @param warmedUp whether the throughput was flat when measuring began
   * @param stealFraction of the host's CPU time; negative where unknown
   * @param asked connections wanted
   * @param established connections that there were
   * @param throughput correct answers per second
   * @param meanLatencySeconds of the correct answers
   * @param inFlight requests out at a time
   */
  record Figures(
      long errors,
      long clientAnswers,
      long serverAnswers,
      long unanswered,
      boolean warmedUp,
      double stealFraction,
      int asked,
      int established,
      double throughput,
      double meanLatencySeconds,
      double inFlight) {}

  /** The reasons to doubt; empty when there is none. */
  static List<Flag> check(Figures figures) {
    List<Flag> flags = new ArrayList<>();
    errors(figures, flags);
    counts(figures, flags);
    if (!figures.warmedUp()) {
      flags.add(
          new Flag("warmup", "the throughput was still changing when measuring had to begin"));
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
    return List.copyOf(flags);
  }

  private static void errors(Figures figures, List<Flag> flags) {
    long requests = figures.clientAnswers() + figures.unanswered();
    if (figures.errors() > MOST_ERRORS * requests) {
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
          "count_mismatch",
          "the client received %d answers, the server counted %d",
          figures.clientAnswers(),
          figures.serverAnswers());
    }
  }

  private static void littlesLaw(Figures figures, List<Flag> flags) {
    double expected = figures.throughput() * figures.meanLatencySeconds();
    if (Math.abs(expected - figures.inFlight()) > MOST_LITTLE * figures.inFlight()) {
      flag(
          flags,
          "littles_law",
          "%.1f requests were in flight, but throughput times mean latency is %.1f",
          figures.inFlight(),
          expected);
    }
  }

  private static void flag(List<Flag> flags, String rule, String reason, Object... figures) {
    flags.add(new Flag(rule, String.format(Locale.ROOT, reason, figures)));
  }
}
