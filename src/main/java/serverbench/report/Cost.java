package serverbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import serverbench.results.ForkResult;
import serverbench.results.Resources;
import serverbench.results.RunSummary;
import serverbench.results.Summary;

/** What the best of a workload need for it, in words. */
final class Cost {

  /** Less CPU than this share of the best one's is worth a word. */
  private static final double NOTEWORTHY = 0.9;

  private static final double MIB = 1 << 20;

  private Cost() {}

  /**
   * "8.11 µs CPU a request, 12 MiB, 3 threads".
   *
   * @param leaders the best first; when there are several it is named, and so is the one of them
   *     that needs clearly less CPU
   */
  static String of(RunSummary run, List<Summary> leaders) {
    Summary best = leaders.getFirst();
    String costs = String.join(", ", parts(run, best));
    if (costs.isEmpty() || leaders.size() == 1) {
      return costs;
    }
    return best.model().name() + ": " + costs + least(best, leaders);
  }

  private static List<String> parts(RunSummary run, Summary summary) {
    List<String> parts = new ArrayList<>();
    summary
        .serverCpuMicros()
        .ifPresent(micros -> parts.add(Figures.threeDigits(micros) + " µs CPU a request"));
    summary
        .resource(Resources::residentBytes)
        .ifPresent(bytes -> parts.add(memory(bytes / MIB, isOverNull(run, summary))));
    summary
        .resource(Resources::serverThreads)
        .ifPresent(threads -> parts.add(count(threads, "thread", "threads")));
    summary
        .resource(Resources::serverProcesses)
        .ifPresent(
            children -> {
              if (children > 0) {
                parts.add(count(children, "child process", "child processes"));
              }
            });
    return parts;
  }

  /** The client lives in the same process: only over the null server's it is the model's memory. */
  private static String memory(double mib, boolean overNull) {
    String figure = overNull && mib < 1 ? "less than 1" : Figures.whole(mib);
    return figure + (overNull ? " MiB" : " MiB with the client's");
  }

  private static boolean isOverNull(RunSummary run, Summary summary) {
    return run.run().ceilings().stream()
        .filter(ForkResult::ok)
        .filter(fork -> fork.workload().equals(summary.workload().name()))
        .anyMatch(fork -> fork.point().equals(summary.point()));
  }

  private static String least(Summary best, List<Summary> leaders) {
    return leaders.stream()
        .filter(summary -> summary.serverCpuMicros().isPresent())
        .min(Comparator.comparingDouble(summary -> summary.serverCpuMicros().getAsDouble()))
        .filter(
            summary ->
                summary.serverCpuMicros().getAsDouble()
                    < NOTEWORTHY * best.serverCpuMicros().orElse(0))
        .map(
            summary ->
                "; least CPU of them: "
                    + summary.model().name()
                    + ", "
                    + Figures.threeDigits(summary.serverCpuMicros().getAsDouble())
                    + " µs")
        .orElse("");
  }

  private static String count(double count, String one, String many) {
    return Figures.whole(count) + " " + (count == 1 ? one : many);
  }
}
