package serverbench.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A run with all its forks taken together: by model, workload and point. Charts, tables and report
 * all read this; making it decodes every histogram of the run, so it is made once.
 *
 * @param run that it is of
 * @param marks that stand beside doubtful numbers, the same everywhere
 * @param points of all workloads, in the run's order
 */
public record RunSummary(Run run, FlagMarks marks, List<PointSummary> points) {

  /** The name under which the null server's forks stand in {@link Run#ceilings}. */
  public static final String CEILING = "null";

  private record Place(String model, String workload, String point) {
    static Place of(ForkResult fork) {
      return new Place(fork.model(), fork.workload(), fork.point().label());
    }
  }

  public static RunSummary of(Run run) {
    Map<Place, List<ForkResult>> forks = byPlace(run.forks());
    Map<Place, List<ForkResult>> ceilings = byPlace(run.ceilings());
    List<PointSummary> points = new ArrayList<>();
    for (WorkloadInfo workload : run.workloads()) {
      for (LoadPoint point : workload.points()) {
        // Unpacking and merging histograms is nearly all of the work, and models share nothing.
        List<Summary> summaries =
            run.models().parallelStream()
                .map(
                    model ->
                        SummaryOfForks.of(
                            model,
                            workload,
                            point,
                            at(forks, model.name(), workload, point),
                            run.ceilings()))
                .toList();
        points.add(
            new PointSummary(workload, point, summaries, ceiling(ceilings, workload, point)));
      }
    }
    return new RunSummary(run, FlagMarks.of(run), List.copyOf(points));
  }

  /** The points of one workload, in order. */
  public List<PointSummary> pointsOf(WorkloadInfo workload) {
    return points.stream().filter(p -> p.workload().name().equals(workload.name())).toList();
  }

  /** The first point of a workload that the run may not have. */
  public Optional<PointSummary> first(String workload) {
    return points.stream().filter(p -> p.workload().name().equals(workload)).findFirst();
  }

  private static OptionalDouble ceiling(
      Map<Place, List<ForkResult>> ceilings, WorkloadInfo workload, LoadPoint point) {
    return at(ceilings, CEILING, workload, point).stream()
        .filter(fork -> fork.ok() && fork.openLoop() == null)
        .mapToDouble(ForkResult::throughput)
        .max();
  }

  private static Map<Place, List<ForkResult>> byPlace(List<ForkResult> forks) {
    Map<Place, List<ForkResult>> places = new HashMap<>();
    forks.forEach(fork -> places.computeIfAbsent(Place.of(fork), _ -> new ArrayList<>()).add(fork));
    return places;
  }

  private static List<ForkResult> at(
      Map<Place, List<ForkResult>> forks, String model, WorkloadInfo workload, LoadPoint point) {
    return forks.getOrDefault(new Place(model, workload.name(), point.label()), List.of());
  }
}
