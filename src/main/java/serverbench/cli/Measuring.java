package serverbench.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import serverbench.bench.CampaignPlan;
import serverbench.bench.Profile;
import serverbench.bench.Progress;
import serverbench.bench.Workload;
import serverbench.results.ForkResult;
import serverbench.results.Run;
import serverbench.results.RunSummary;
import serverbench.server.Contender;

/** What all and run do: measure, write everything down, show the table. */
record Measuring(
    Console console, Measurement measurement, RunFiles files, Path home, Path lockFile) {

  /** Returns the exit code; everything that was measured is on disk by then. */
  int measure(
      String subcommand,
      List<String> typed,
      List<? extends Contender> choices,
      RunOptions options) {
    askBeforeHours(options);
    checkOpenFiles(options);
    Path parent = options.out != null ? options.out : home.resolve("results");
    long seed = options.seed != null ? options.seed : new SplittableRandom().nextLong(1_000_000);
    String command = options.command(subcommand, typed, seed);
    Instant started = Instant.now();
    String holder = "pid " + ProcessHandle.current().pid() + ", since " + started + ": " + command;
    try (MachineLock _ = MachineLock.take(lockFile, holder)) {
      Path folder = create(parent, started, options.profile);
      CampaignPlan plan =
          new CampaignPlan(
              choices,
              options.chosenWorkloads(),
              options.profile,
              optional(options.forks),
              optional(options.connections),
              options.cpus,
              seed,
              folder,
              command);
      return measure(plan, console.progress(options.quiet));
    }
  }

  private int measure(CampaignPlan plan, Progress progress) {
    Interruption interruption = new Interruption(measurement::stop, console.err());
    try (Signals _ = Signals.onStop(interruption)) {
      Run run = campaign(plan, progress);
      store(run, plan.folder());
      boolean failed = reportFailures(run);
      if (interruption.requested() || run.status() == Run.Status.PARTIAL) {
        return ExitCode.INTERRUPTED;
      }
      return failed ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private Run campaign(CampaignPlan plan, Progress progress) {
    try {
      return measurement.run(plan, progress);
    } catch (IOException e) {
      discardIfEmpty(plan.folder());
      throw CommandFailed.failed("the run failed: " + Reason.of(e), e);
    } finally {
      progress.end();
      Interruption.killDescendants();
    }
  }

  /** Data first: whatever goes wrong with pictures, the numbers are there. */
  private void store(Run run, Path folder) {
    RunSummary summary;
    try {
      files.write(run, folder);
      summary = RunSummary.of(run);
      files.render(summary, folder);
      files.makeLatest(folder);
    } catch (IOException e) {
      throw CommandFailed.failed("cannot write all results to " + folder + ": " + Reason.of(e), e);
    }
    console.out().println(files.table(summary, console));
    console.out().println("Results: " + folder);
    console.out().println("Report:  " + folder.resolve("report.html").toAbsolutePath().toUri());
    console.out().flush();
  }

  private boolean reportFailures(Run run) {
    List<ForkResult> failed =
        run.forks().stream().filter(fork -> fork.status() == ForkResult.Status.FAILED).toList();
    failed.forEach(
        fork ->
            console
                .err()
                .printf(
                    "failed: %s %s, fork %d: %s%n",
                    fork.model(), fork.workload(), fork.fork() + 1, fork.failure()));
    boolean nothing = run.forks().isEmpty();
    if (nothing) {
      console.err().println("nothing was measured");
    }
    return nothing || !failed.isEmpty() || run.status() == Run.Status.FAILED;
  }

  /** Made before anything is measured, so that hours of work are not lost to a wrong path. */
  private Path create(Path parent, Instant started, Profile profile) {
    try {
      Path folder = files.create(parent, started, profile);
      Path probe = Files.createTempFile(folder, "probe", null);
      Files.delete(probe);
      return folder;
    } catch (IOException e) {
      throw CommandFailed.usage("cannot write results to " + parent + ": " + Reason.of(e));
    }
  }

  /** A run that never came to measuring leaves nothing to look at. */
  private static void discardIfEmpty(Path folder) {
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // Logs of what went wrong: kept.
    } catch (IOException e) {
      throw CommandFailed.failed("cannot delete " + folder + ": " + Reason.of(e), e);
    }
  }

  /** A workload that the limit of open files cuts short is another one: only if that is wanted. */
  private void checkOpenFiles(RunOptions options) {
    for (Workload workload : options.chosenWorkloads()) {
      workload
          .shortage(optional(options.connections))
          .ifPresent(
              shortage -> {
                if (!options.yes) {
                  throw CommandFailed.usage(
                      shortage + "; raise it, or take fewer connections with --yes");
                }
                console.err().println(shortage + "; measured with as many as fit");
              });
    }
  }

  private void askBeforeHours(RunOptions options) {
    boolean hours = options.profile == Profile.STANDARD || options.profile == Profile.FULL;
    if (!hours || options.yes || !console.answers()) {
      return;
    }
    String answer =
        System.console()
            .readLine(
                "Profile %s takes hours, and the machine has to be left alone. Go on? [y/N] ",
                options.profile.label());
    if (answer == null || !answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y")) {
      throw CommandFailed.usage("not started");
    }
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
