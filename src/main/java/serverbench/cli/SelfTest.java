package serverbench.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import serverbench.bench.Workload;
import serverbench.gate.GateMode;
import serverbench.gate.GateReport;
import serverbench.gate.Ledger;
import serverbench.gate.Verdict;
import serverbench.models.Choice;
import serverbench.models.Model;

/**
 * The gate put to the test on this machine: it must find nothing between a jar and itself, and a
 * slow-down that was planted. One of 25 % must be caught everywhere; one of 10 % must be caught, or
 * have an effect below what the gate itself says that it can see. The work is not all of a request:
 * how much of the planted percentage arrives, the large one has shown.
 *
 * @param console shows what came out
 * @param command carries out each gate
 * @param start makes each
 */
record SelfTest(Console console, GateCommand command, GateStart start) {

  private static final int LARGE = 25;
  private static final int SMALL = 10;

  /** One of each kind: workers, readiness, completion by virtual threads, a loop of callbacks. */
  private static final List<Model> FEW =
      List.of(Model.thread_pool, Model.epoll, Model.event_loop, Model.fiber);

  /** Returns the exit code of the command. */
  int run() throws IOException, InterruptedException {
    if (command.models.isEmpty()) {
      // All of them slower, and confirmed, would take longer than a night has.
      command.models = FEW.stream().map(model -> new Choice(model, Model.DEFAULT_VARIANT)).toList();
    }
    List<Workload> workloads =
        command.chosenWorkloads(List.of(Workload.keepalive, Workload.latency));
    GateReport same = gate(GateMode.AA, null, workloads);
    if (same.exitCode() == ExitCode.INTERRUPTED) {
      return ExitCode.INTERRUPTED;
    }
    GateReport large = gate(GateMode.PLANTED, LARGE, List.of(Workload.cpu));
    if (large.exitCode() == ExitCode.INTERRUPTED) {
      return ExitCode.INTERRUPTED;
    }
    GateReport small = gate(GateMode.PLANTED, SMALL, List.of(Workload.cpu));
    if (small.exitCode() == ExitCode.INTERRUPTED) {
      return ExitCode.INTERRUPTED;
    }
    List<Verdict> missed = new ArrayList<>(missed(large));
    missed.addAll(missed(small).stream().filter(verdict -> isVisible(verdict, large)).toList());
    console.out().println("A/A: " + answer(same));
    console.out().println("planted 25 %: " + caught(large));
    console.out().println("planted 10 %: " + caught(small));
    console.out().println(Ledger.read(command.historyFolder()).reason());
    console.out().flush();
    if (same.exitCode() != ExitCode.OK) {
      return same.exitCode();
    }
    if (missed.isEmpty()) {
      return ExitCode.OK;
    }
    boolean noAnswer =
        missed.stream().allMatch(verdict -> verdict.outcome() == Verdict.Outcome.INCONCLUSIVE);
    return noAnswer ? ExitCode.INCONCLUSIVE : ExitCode.FAILED;
  }

  private GateReport gate(GateMode mode, Integer planted, List<Workload> workloads)
      throws IOException, InterruptedException {
    return command.run(start.begin(mode, planted, workloads), start);
  }

  private static String answer(GateReport report) {
    return switch (report.exitCode()) {
      case ExitCode.OK -> "nothing found, as it should be";
      case ExitCode.BREACHED -> "FALSE ALARM";
      case ExitCode.INCONCLUSIVE -> "no answer";
      default -> "failed";
    };
  }

  private static String caught(GateReport report) {
    List<Verdict> missed = missed(report);
    return missed.isEmpty()
        ? "caught in every series"
        : missed.stream().map(SelfTest::describe).collect(Collectors.joining("; "));
  }

  private static List<Verdict> missed(GateReport report) {
    return report.series().stream()
        .filter(verdict -> verdict.outcome() != Verdict.Outcome.SHOWN)
        .filter(verdict -> verdict.outcome() != Verdict.Outcome.REGRESSION)
        .toList();
  }

  /** Whether the small slow-down should have been seen, by what the large one did to the series. */
  private static boolean isVisible(Verdict verdict, GateReport large) {
    if (verdict.detectable() == null) {
      return true;
    }
    double effect =
        large.series().stream()
            .filter(other -> other.series().equals(verdict.series()) && other.ratio() != null)
            .mapToDouble(other -> Math.abs(Math.log(other.ratio())) * SMALL / LARGE)
            .findFirst()
            .orElse(SMALL / 100.0);
    return effect >= verdict.detectable();
  }

  private static String describe(Verdict verdict) {
    return String.format(
        Locale.ROOT,
        "%s %s (%s)",
        verdict.series(),
        verdict.outcome(),
        verdict.detectable() == null
            ? "no detectable effect known"
            : String.format(Locale.ROOT, "detectable from %.1f %% on", 100 * verdict.detectable()));
  }
}
