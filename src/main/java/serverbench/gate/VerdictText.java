package serverbench.gate;

import java.util.Locale;

/** The figures of a verdict as people read them; a dash where there is none. */
public final class VerdictText {

  private static final String NONE = "–";

  private VerdictText() {}

  public static String outcome(Verdict verdict) {
    return switch (verdict.outcome()) {
      case PASS -> "pass";
      case CLEARED -> "cleared";
      case SHOWN -> "shown";
      case INCONCLUSIVE -> "INCONCLUSIVE";
      case REGRESSION -> "REGRESSION";
      case BROKEN -> "BROKEN";
    };
  }

  /** "0.953". */
  public static String ratio(Verdict verdict) {
    return number("%.3f", verdict.ratio());
  }

  /** "0.931 to 0.978". */
  public static String interval(Verdict verdict) {
    return verdict.low() == null || verdict.high() == null
        ? NONE
        : number("%.3f", verdict.low()) + " to " + number("%.3f", verdict.high());
  }

  public static String p(Verdict verdict) {
    return verdict.p() != null && verdict.p() < 0.0001 ? "<0.0001" : number("%.4f", verdict.p());
  }

  /** "9.3 %": a slow-down of this size would have been caught four times out of five. */
  public static String detectable(Verdict verdict) {
    return verdict.detectable() == null ? NONE : number("%.1f %%", 100 * verdict.detectable());
  }

  /** "18,131 requests/s". */
  public static String value(Verdict verdict, Double value) {
    return value == null
        ? NONE
        : number(value >= 1_000 ? "%,.0f " : "%.3g ", value) + verdict.unit();
  }

  private static String number(String format, Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, format, value);
  }
}
