package serverbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serverbench.results.ForkResult;
import serverbench.results.LoadPoint;

/**
 * Points of a line that another workload of the same run measures as well: the same work under the
 * same load. They are measured once, in the other workload, which has more forks, and stand in
 * both.
 *
 * <pre>
 *   keepalive:  64 connections -----------.
 *   sweep:      1, 8,                     64,  256, 1,024
 *
 *   latency:    50 % of its own, 5,000/s -.--------------.
 *   curve:      25 %,                     50 %, 75 %, ... 5,000/s, ...
 * </pre>
 */
final class SharedPoints {

  /** The points of both are the same, though their labels may differ. */
  private record Shared(Workload line, LoadPoint ofLine, Workload source, LoadPoint ofSource) {}

  private final List<Shared> all = new ArrayList<>();

  SharedPoints(CampaignPlan plan) {
    for (Workload line : plan.workloads()) {
      if (line.isLine()) {
        for (Point point : line.points(plan.connections())) {
          source(plan, line, point).ifPresent(all::add);
        }
      }
    }
  }

  private static Optional<Shared> source(CampaignPlan plan, Workload line, Point point) {
    for (Workload other : plan.workloads()) {
      if (!other.isLine() && other.asksTheSame(line)) {
        for (Point same : other.points(plan.connections())) {
          if (same.isSameLoad(point) && plan.profile().measures(other, same)) {
            return Optional.of(new Shared(line, point.record(), other, same.record()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the forks of this point are those of another workload. */
  boolean has(Workload workload, Point point) {
    return all.stream()
        .anyMatch(shared -> shared.line() == workload && shared.ofLine().equals(point.record()));
  }

  /** The forks that stand in a line as well, as those of the line. */
  List<ForkResult> ofLines(List<ForkResult> forks) {
    List<ForkResult> copies = new ArrayList<>();
    for (Shared shared : all) {
      for (ForkResult fork : forks) {
        if (fork.workload().equals(shared.source().name())
            && fork.point().equals(shared.ofSource())) {
          copies.add(fork.as(shared.line().name(), shared.ofLine()));
        }
      }
    }
    return copies;
  }

  /** One sentence for each. */
  List<String> notes() {
    return all.stream()
        .map(
            shared ->
                shared.line()
                    + ", "
                    + shared.ofLine().label()
                    + ": measured once, as "
                    + shared.source()
                    + (shared.ofSource().label().isEmpty() ? "" : ", " + shared.ofSource().label()))
        .toList();
  }
}
