package serverbench.gate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import serverbench.results.Environment;
import serverbench.results.PairPoint;
import serverbench.results.RecordJson;
import serverbench.results.WholeFile;

/**
 * plan.json: what a gate is to measure, written before it begins, so that one that was broken off
 * can go on.
 *
 * @param schemaVersion of this format
 * @param mode what the two sides are
 * @param plantedPercent more work in head's {@code /cpu}; null but in mode PLANTED
 * @param command the command line
 * @param seed of the order of the pairs
 * @param profile how long each fork measures
 * @param cpus which cores server and client run on
 * @param confirms whether suspects are confirmed; else they are only screened
 * @param rules when a series counts as slower
 * @param baseline one side
 * @param head the other
 * @param points what is measured
 * @param environment the machine that it began on
 * @param started UTC
 * @param notes what is to be known beforehand
 */
public record GatePlan(
    int schemaVersion,
    GateMode mode,
    Integer plantedPercent,
    String command,
    long seed,
    String profile,
    String cpus,
    boolean confirms,
    GateRules rules,
    GateJar baseline,
    GateJar head,
    List<PairPoint> points,
    Environment environment,
    Instant started,
    List<String> notes) {

  public static final int SCHEMA_VERSION = 1;

  private static final String FILE = "plan.json";

  /** The plan of a gate whose parts were measured apart. */
  public GatePlan withPoints(List<PairPoint> all, List<String> newNotes) {
    return new GatePlan(
        schemaVersion,
        mode,
        plantedPercent,
        command,
        seed,
        profile,
        cpus,
        confirms,
        rules,
        baseline,
        head,
        all,
        environment,
        started,
        newNotes);
  }

  /** Whether its outcome says something about the gate as it runs every night. */
  boolean underStandardTerms() {
    return rules.equals(GateRules.STANDARD) && confirms && profile.equals("standard");
  }

  public void write(Path folder) throws IOException {
    WholeFile.write(folder.resolve(FILE), out -> RecordJson.write(this, out));
  }

  /**
   * @throws IOException with one line when the folder has no whole plan
   */
  public static GatePlan read(Path folder) throws IOException {
    GatePlan plan = RecordJson.read(folder.resolve(FILE), GatePlan.class, SCHEMA_VERSION, "gate");
    if (plan.mode() == null || plan.rules() == null || plan.points() == null) {
      throw new IOException(folder.resolve(FILE) + ": mode, rules or points is missing");
    }
    return plan;
  }
}
