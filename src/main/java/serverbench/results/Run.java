package serverbench.results;

import java.time.Instant;
import java.util.List;

/**
 * One run of the suite, everything that was measured and under what conditions: the content of
 * run.json. Charts, report, comparison and gate read nothing else.
 *
 * @param schemaVersion version of this format, {@link #SCHEMA_VERSION} when written by this code
 * @param id name of the run's folder: time, commit, profile
 * @param status whether all that was planned was measured
 * @param profile smoke, quick, standard, full, article
 * @param command the command line that produces such a run again
 * @param seed of the shuffle that decided the order of the forks
 * @param started UTC
 * @param finished UTC; of a partial run the moment it ended
 * @param environment machine, kernel, JDK, commit
 * @param models the models measured, in the article's order, variants after their model
 * @param workloads what each workload's name means in this run
 * @param forks one entry a JVM fork, in the order in which they ran
 * @param ceilings the same of the null server, the cheapest correct responder, named "null": what
 *     the load generator can measure at the most under each workload and point
 * @param notes what the run itself has to say ("interrupted after 3 of 12 forks"), for people
 */
public record Run(
    int schemaVersion,
    String id,
    Status status,
    String profile,
    String command,
    long seed,
    Instant started,
    Instant finished,
    Environment environment,
    List<ModelInfo> models,
    List<WorkloadInfo> workloads,
    List<ForkResult> forks,
    List<ForkResult> ceilings,
    List<String> notes) {

  /** 1 had no load points, no open loop, no ceilings, no topologies; it can still be read. */
  public static final int SCHEMA_VERSION = 2;

  public enum Status {
    COMPLETE,
    /** Interrupted: what was measured is kept. */
    PARTIAL,
    /** At least one fork failed; the others are whole. */
    FAILED
  }
}
