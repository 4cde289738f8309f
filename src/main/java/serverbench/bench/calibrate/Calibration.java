package serverbench.bench.calibrate;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The instrument against truths that are known without it: servers whose throughput and latency
 * follow from how they were built, planted faults, and a second load generator (wrk). The machine
 * should do nothing else meanwhile.
 */
public final class Calibration {

  /** Whether truth and measurement agree. */
  public enum Verdict {
    OK,
    FAIL,
    /** This host lacks what the check needs. */
    SKIPPED
  }

  /**
   * One truth and what was measured.
   *
   * @param verdict whether the two agree
   * @param truth what must come out
   * @param measured what came out
   */
  public record Finding(Verdict verdict, String truth, String measured) {}

  private Calibration() {}

  /**
   * Runs all checks, one after the other; about 23 minutes.
   *
   * @param script run-bench.sh, which starts the servers that wrk measures
   * @param out told each finding when it is there
   * @return false when one failed
   */
  public static boolean run(Path script, Consumer<Finding> out) throws Exception {
    Findings findings = new Findings(out);
    FrozenServer.check(findings);
    KnownSleep.check(findings);
    Pacing.check(findings);
    PlantedFaults.check(findings);
    SecondInstrument.check(script, findings);
    return findings.allOk();
  }
}
