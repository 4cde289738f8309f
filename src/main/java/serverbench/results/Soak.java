package serverbench.results;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A server under mixed good and hostile traffic for a long time.
 *
 * @param schemaVersion of this format
 * @param model as people type it
 * @param command that does the same again
 * @param started wall clock, for people
 * @param seconds how long the traffic lasted, without the warm-up
 * @param complete false when it was cut short
 * @param environment the machine
 * @param before at rest, after the warm-up's traffic
 * @param after at rest, after all traffic
 * @param samples about one a second
 * @param answers correct ones
 * @param errors of the good traffic, by kind
 * @param attacks how many
 * @param wrongAnswers of attacks
 * @param brokenAttacks that ended without the answer that was due
 * @param examples of what went wrong, for people
 * @param findings what was looked at, and whether it was as it should be
 */
public record Soak(
    int schemaVersion,
    String model,
    String command,
    Instant started,
    double seconds,
    boolean complete,
    Environment environment,
    SoakRest before,
    SoakRest after,
    List<SoakSample> samples,
    long answers,
    Map<String, Long> errors,
    long attacks,
    long wrongAnswers,
    long brokenAttacks,
    String examples,
    List<Verdict> findings) {

  public static final int SCHEMA_VERSION = 1;

  /**
   * One thing that was looked at.
   *
   * @param subject what
   * @param ok whether it is as it should be
   * @param figures in words, with numbers
   */
  public record Verdict(String subject, boolean ok, String figures) {}

  /** In words: "clean", "NOT CLEAN", or that it was cut short. */
  public String verdict() {
    if (!findings.stream().allMatch(Verdict::ok)) {
      return "NOT CLEAN";
    }
    return complete ? "clean" : "cut short, nothing found so far";
  }

  public boolean ok() {
    return complete && findings.stream().allMatch(Verdict::ok);
  }
}
