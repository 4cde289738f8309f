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

/**
 * The gate put to the test on this machine: it must find nothing between a jar and itself, and a
 * slow-down that was planted. One of 25 % must be caught everywhere; one of 10 % must be caught, or
 * be below what the gate itself says that it can see.
 *
 * @param console shows what came out
 * @param command carries out each gate
 * @param start makes each
 */
record SelfTest(Console console, GateCommand command, GateStart start) {

  private static final int LARGE = 25;
  private static final int SMALL = 10;

  /** Returns the exit code of the command. */
  int run() throws IOException, InterruptedException {
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
    List<String> missed = new ArrayList<>(missed(large, LARGE));
    missed.addAll(missed(small, SMALL).stream().filter(line -> line.endsWith("!")).toList());
    console.out().println("A/A: " + answer(same));
    console.out().println("planted 25 %: " + caught(large, LARGE));
    console.out().println("planted 10 %: " + caught(small, SMALL));
    console.out().println(Ledger.read(command.historyFolder()).reason());
    console.out().flush();
    if (same.exitCode() != ExitCode.OK) {
      return same.exitCode();
    }
    return missed.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
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

  private static String caught(GateReport report, int percent) {
    List<String> missed = missed(report, percent);
    return missed.isEmpty() ? "caught in every series" : String.join("; ", missed);
  }

  /** One line for each series that was not caught; it ends with "!" where it should have been. */
  private static List<String> missed(GateReport report, int percent) {
    return report.series().stream()
        .filter(verdict -> verdict.outcome() != Verdict.Outcome.SHOWN)
        .filter(verdict -> verdict.outcome() != Verdict.Outcome.REGRESSION)
        .map(verdict -> missed(verdict, percent))
        .collect(Collectors.toList());
  }

  private static String missed(Verdict verdict, int percent) {
    boolean small = verdict.detectable() != null && verdict.detectable() > percent / 100.0;
    return String.format(
        Locale.ROOT,
        "%s %s (%s)%s",
        verdict.series(),
        verdict.outcome(),
        verdict.detectable() == null
            ? "no detectable effect known"
            : String.format(Locale.ROOT, "detectable from %.1f %% on", 100 * verdict.detectable()),
        small && percent < LARGE ? "" : "!");
  }
}
