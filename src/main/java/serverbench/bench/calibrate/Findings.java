package serverbench.bench.calibrate;

import java.util.Locale;
import java.util.function.Consumer;
import serverbench.bench.calibrate.Calibration.Verdict;

/** Where the checks say what they found. Used by one thread. */
final class Findings {

  private final Consumer<Calibration.Finding> out;
  private boolean allOk = true;

  Findings(Consumer<Calibration.Finding> out) {
    this.out = out;
  }

  /**
   * @param ok whether truth and measurement agree
   * @param truth what must come out
   * @param measured what came out, as a format for the figures
   */
  void tell(boolean ok, String truth, String measured, Object... figures) {
    allOk &= ok;
    out.accept(
        new Calibration.Finding(
            ok ? Verdict.OK : Verdict.FAIL, truth, String.format(Locale.ROOT, measured, figures)));
  }

  /** What could not be checked here, and why. */
  void skip(String truth, String reason) {
    out.accept(new Calibration.Finding(Verdict.SKIPPED, truth, reason));
  }

  boolean allOk() {
    return allOk;
  }
}
