package serverbench.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import serverbench.results.Environment;
import serverbench.results.RecordJson;
import serverbench.results.WholeFile;

/**
 * gate.json: what a gate found. The pairs behind it lie in {@code pairs/}, one file each.
 *
 * @param schemaVersion of this format
 * @param id name of the gate's folder
 * @param plan what was to be measured
 * @param complete whether it was
 * @param stance whether a regression fails the gate
 * @param stanceReason why
 * @param exitCode of the command
 * @param finished UTC
 * @param environment the machine that it ended on
 * @param suspects points that the screen suspected
 * @param series one verdict each
 * @param notes for people
 */
public record GateReport(
    int schemaVersion,
    String id,
    GatePlan plan,
    boolean complete,
    Stance stance,
    String stanceReason,
    int exitCode,
    Instant finished,
    Environment environment,
    int suspects,
    List<Verdict> series,
    List<String> notes) {

  public static final int SCHEMA_VERSION = 1;

  private static final String FILE = "gate.json";

  /** Whether a regression fails the gate. */
  public enum Stance {
    ENFORCED,
    /** It is told, and the exit code is 0 all the same. */
    ADVISORY
  }

  /** Whether a confirmed regression is among the verdicts, whatever the stance. */
  public boolean breached() {
    return with(Verdict.Outcome.REGRESSION).findAny().isPresent();
  }

  public Stream<Verdict> with(Verdict.Outcome outcome) {
    return series.stream().filter(verdict -> verdict.outcome() == outcome);
  }

  public void write(Path folder) throws IOException {
    WholeFile.write(folder.resolve(FILE), out -> RecordJson.write(this, out));
  }

  /** Whether the gate in this folder ended. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /**
   * @throws IOException with one line when the folder has no whole report
   */
  public static GateReport read(Path folder) throws IOException {
    GateReport report =
        RecordJson.read(folder.resolve(FILE), GateReport.class, SCHEMA_VERSION, "gate");
    if (report.plan() == null || report.series() == null) {
      throw new IOException(folder.resolve(FILE) + ": plan or series is missing");
    }
    return report;
  }
}
