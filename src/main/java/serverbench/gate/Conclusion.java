package serverbench.gate;

import java.util.List;

/** One answer from many verdicts: the gravest. */
public enum Conclusion {
  OK(0),
  INCONCLUSIVE(4),
  BREACHED(3),
  BROKEN(1);

  private final int exitCode;

  Conclusion(int exitCode) {
    this.exitCode = exitCode;
  }

  /**
   * @param complete whether all that was planned was measured
   */
  public static Conclusion of(List<Verdict> verdicts, boolean complete) {
    if (has(verdicts, Verdict.Outcome.BROKEN)) {
      return BROKEN;
    }
    if (has(verdicts, Verdict.Outcome.REGRESSION)) {
      return BREACHED;
    }
    boolean unsure = has(verdicts, Verdict.Outcome.INCONCLUSIVE);
    boolean judged = has(verdicts, Verdict.Outcome.PASS) || has(verdicts, Verdict.Outcome.CLEARED);
    return unsure || !complete || !judged ? INCONCLUSIVE : OK;
  }

  /**
   * The exit code that says so. Only a regression is a matter of opinion: what is broken or unknown
   * is never 0, with a regression beside it or without.
   */
  public static int exitCode(List<Verdict> verdicts, boolean complete, GateReport.Stance stance) {
    Conclusion conclusion = of(verdicts, complete);
    if (conclusion != BREACHED || stance == GateReport.Stance.ENFORCED) {
      return conclusion.exitCode;
    }
    boolean unsure = !complete || has(verdicts, Verdict.Outcome.INCONCLUSIVE);
    return (unsure ? INCONCLUSIVE : OK).exitCode;
  }

  private static boolean has(List<Verdict> verdicts, Verdict.Outcome outcome) {
    return verdicts.stream().anyMatch(verdict -> verdict.outcome() == outcome);
  }
}
