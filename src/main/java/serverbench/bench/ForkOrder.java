package serverbench.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import serverbench.models.Choice;

/**
 * The order in which forks run: round 1 of every model and workload, shuffled, then round 2, and so
 * on. So whatever changes slowly on the machine touches all models alike, and none always runs
 * after the same other.
 */
final class ForkOrder {

  private ForkOrder() {}

  static List<ForkSpec> of(CampaignPlan plan, List<Choice> choices) {
    Random random = new Random(plan.seed());
    int rounds = plan.forks().orElse(plan.profile().forks());
    List<ForkSpec> order = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<ForkSpec> shuffled = new ArrayList<>();
      for (Choice choice : choices) {
        for (Workload workload : plan.workloads()) {
          int connections = plan.connections().orElse(workload.connections());
          shuffled.add(new ForkSpec(choice, workload, connections, round, plan.profile()));
        }
      }
      Collections.shuffle(shuffled, random);
      order.addAll(shuffled);
    }
    return order;
  }
}
