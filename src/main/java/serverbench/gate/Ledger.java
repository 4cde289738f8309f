package serverbench.gate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * aa-ledger.jsonl: how every A/A gate came out, in which both sides are the same jar. It is what
 * the gate's word rests on: until enough nights passed without an alarm it only advises.
 *
 * @param nights that were complete and under the standard rules, oldest first
 */
public record Ledger(List<Entry> nights) {

  /** Name of the file in the history's folder. */
  public static final String FILE = "aa-ledger.jsonl";

  /** The gate is enforced once its false alarms are this rare, with 95 % confidence. */
  public static final double MOST_FALSE_ALARMS = 0.05;

  private static final double CONFIDENCE = 0.95;

  /**
   * One A/A gate.
   *
   * @param gate name of its folder
   * @param time it ended, UTC
   * @param commit of the jar
   * @param cpu model of the machine
   * @param jdk that ran it
   * @param standardRules whether it was one to judge by: the standard numbers of pairs and profile,
   *     with confirmation; others count for nothing
   * @param complete whether everything was measured
   * @param series that were judged
   * @param suspects after the screen
   * @param alarms series that were called a regression, or broken
   * @param inconclusive series without an answer
   * @param alarmed their names
   */
  public record Entry(
      String gate,
      Instant time,
      String commit,
      String cpu,
      String jdk,
      boolean standardRules,
      boolean complete,
      int series,
      int suspects,
      int alarms,
      int inconclusive,
      List<String> alarmed) {

    static Entry of(GateReport report) {
      List<String> alarmed =
          report.series().stream()
              .filter(
                  verdict ->
                      verdict.outcome() == Verdict.Outcome.REGRESSION
                          || verdict.outcome() == Verdict.Outcome.BROKEN)
              .map(Verdict::series)
              .toList();
      long judged =
          report.series().stream().filter(v -> v.outcome() != Verdict.Outcome.SHOWN).count();
      return new Entry(
          report.id(),
          report.finished(),
          report.plan().head().commit(),
          report.environment().cpu(),
          report.environment().jdk(),
          report.plan().underStandardTerms(),
          report.complete(),
          (int) judged,
          report.suspects(),
          alarmed.size(),
          (int) report.with(Verdict.Outcome.INCONCLUSIVE).count(),
          alarmed);
    }

    /** A night without an answer for some series would have been one without an alarm for it. */
    private boolean counts() {
      return standardRules && complete && series > 0 && (alarms > 0 || inconclusive == 0);
    }
  }

  public static Ledger read(Path history) throws IOException {
    return new Ledger(
        JsonLines.read(history.resolve(FILE), Entry.class).stream().filter(Entry::counts).toList());
  }

  /** Adds the outcome of an A/A gate, once. */
  public static void append(Path history, GateReport report) throws IOException {
    if (report.plan().mode() != GateMode.AA) {
      throw new IllegalArgumentException("only an A/A gate goes into the ledger");
    }
    Entry entry = Entry.of(report);
    boolean known =
        JsonLines.read(history.resolve(FILE), Entry.class).stream()
            .anyMatch(other -> entry.gate().equals(other.gate()));
    if (!known) {
      JsonLines.append(history.resolve(FILE), entry);
    }
  }

  public int alarms() {
    return (int) nights.stream().filter(night -> night.alarms() > 0).count();
  }

  /**
   * The share of nights with a false alarm is below this with 95 % confidence (C. J. Clopper and E.
   * S. Pearson, Biometrika 26, 1934).
   */
  public double upperBound() {
    return upperBound(nights.size(), alarms());
  }

  static double upperBound(int nights, int alarms) {
    return alarms >= nights
        ? 1
        : new BetaDistribution(null, alarms + 1.0, nights - alarms)
            .inverseCumulativeProbability(CONFIDENCE);
  }

  public GateReport.Stance stance() {
    return upperBound() <= MOST_FALSE_ALARMS
        ? GateReport.Stance.ENFORCED
        : GateReport.Stance.ADVISORY;
  }

  /** For people: what the ledger says and what follows from it. */
  public String reason() {
    return String.format(
        Locale.ROOT,
        "the A/A ledger has %d complete night%s with %d false alarm%s: at most %.1f %% with 95 %%"
            + " confidence, %.0f %% or less is asked",
        nights.size(),
        nights.size() == 1 ? "" : "s",
        alarms(),
        alarms() == 1 ? "" : "s",
        100 * upperBound(),
        100 * MOST_FALSE_ALARMS);
  }
}
