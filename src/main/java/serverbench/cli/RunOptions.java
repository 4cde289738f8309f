package serverbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.Option;
import serverbench.bench.CpuPlacement;
import serverbench.bench.Profile;
import serverbench.bench.Workload;

/** The options that all and run share. */
final class RunOptions {

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "quick",
      converter = ProfileName.class,
      description = "smoke, quick, standard, full or article (default: ${DEFAULT-VALUE}).")
  Profile profile;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      split = ",",
      converter = WorkloadName.class,
      description = "Workloads in place of the profile's: ${COMPLETION-CANDIDATES}.")
  List<Workload> workloads = new ArrayList<>();

  @Option(
      names = "--connections",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "Client connections in place of the workload's.")
  Integer connections;

  @Option(
      names = "--forks",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "JVM forks for each model and workload in place of the profile's.")
  Integer forks;

  @Option(
      names = "--cpus",
      paramLabel = "PLACEMENT",
      defaultValue = "shared",
      converter = CpuPlacementText.class,
      description =
          "Cores: shared, split, or server=CORES,client=CORES as in server=0,client=1"
              + " (default: ${DEFAULT-VALUE}).")
  CpuPlacement cpus;

  /** Whether the servers that people would pick instead are measured beside the models. */
  enum References {
    WITH,
    WITHOUT,
    AS_THE_PROFILE_HAS_IT
  }

  References references = References.AS_THE_PROFILE_HAS_IT;

  @Option(
      names = "--with-references",
      description =
          "Also measure other servers (Netty, Jetty, ...), beside the models; all does so by itself"
              + " in the profiles standard and full.")
  void withReferences(boolean asked) {
    references = asked ? References.WITH : references;
  }

  @Option(names = "--without-references", description = "No other servers, whatever the profile.")
  void withoutReferences(boolean asked) {
    references = asked ? References.WITHOUT : references;
  }

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the run's folder is made (default: results/ of this project).")
  Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Order of the forks (default: a new one, recorded with the results).")
  Long seed;

  @Option(
      names = {"-y", "--yes"},
      description =
          "Do not ask before a run of hours; take fewer connections where ulimit -n is too low.")
  boolean yes;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress; only the table, and what went wrong.")
  boolean quiet;

  /** What was asked for, else what the profile has; in the order of the tables. */
  List<Workload> chosenWorkloads() {
    return workloads.isEmpty() ? profile.workloads() : List.copyOf(EnumSet.copyOf(workloads));
  }

  /** Whether all measures the references as well. */
  boolean referencesInAll() {
    return switch (references) {
      case WITH -> true;
      case WITHOUT -> false;
      case AS_THE_PROFILE_HAS_IT -> profile == Profile.STANDARD || profile == Profile.FULL;
    };
  }

  /** The command line that makes the same run again. */
  String command(String subcommand, List<String> models, long usedSeed) {
    List<String> words = new ArrayList<>(List.of("./run-bench.sh", subcommand));
    words.addAll(models);
    words.addAll(List.of("--profile", profile.label()));
    if (!workloads.isEmpty()) {
      words.add("--workload");
      words.add(String.join(",", chosenWorkloads().stream().map(Workload::name).toList()));
    }
    if (connections != null) {
      words.addAll(List.of("--connections", connections.toString()));
    }
    if (forks != null) {
      words.addAll(List.of("--forks", forks.toString()));
    }
    if (!cpus.equals(CpuPlacement.SHARED)) {
      words.addAll(List.of("--cpus", cpus.text()));
    }
    switch (references) {
      case WITH -> words.add("--with-references");
      case WITHOUT -> words.add("--without-references");
      case AS_THE_PROFILE_HAS_IT -> {}
    }
    words.addAll(List.of("--seed", Long.toString(usedSeed)));
    return String.join(" ", words);
  }
}
