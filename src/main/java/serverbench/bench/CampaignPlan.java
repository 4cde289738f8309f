package serverbench.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import serverbench.server.Contender;

/**
 * What a run is to measure.
 *
 * @param choices models and variants, and references
 * @param workloads in the order in which the tables show them
 * @param profile sets iteration times and how many forks a workload gets
 * @param forks JVM forks for each model and workload, or empty for what the profile says
 * @param connections client connections, or empty for what the workload says
 * @param cpus which cores server and client run on
 * @param seed of the shuffle that interleaves the forks
 * @param folder the run's own folder, exists already
 * @param command the command line that produces such a run again
 */
public record CampaignPlan(
    List<? extends Contender> choices,
    List<Workload> workloads,
    Profile profile,
    OptionalInt forks,
    OptionalInt connections,
    CpuPlacement cpus,
    long seed,
    Path folder,
    String command) {}
