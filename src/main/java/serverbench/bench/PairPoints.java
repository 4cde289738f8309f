package serverbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serverbench.models.Choice;
import serverbench.results.PairPoint;

/**
 * What a gate can measure: points of a workload at which both sides get the same load. A share of a
 * model's own throughput is another rate for each side, so those are left out.
 */
public final class PairPoints {

  private PairPoints() {}

  /** All of them, model by model. */
  public static List<PairPoint> of(List<Choice> choices, List<Workload> workloads) {
    List<PairPoint> points = new ArrayList<>();
    for (Choice choice : choices) {
      for (Workload workload : workloads) {
        for (Point point : workload.points()) {
          boolean ownRate = point.arrivals() instanceof Arrivals.ShareOfOwn;
          if (!ownRate && ForkOrder.applies(Optional.of(choice), point)) {
            points.add(new PairPoint(choice.label(), workload.name(), point.record()));
          }
        }
      }
    }
    return points;
  }
}
