package serverbench.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import serverbench.results.ForkResult;
import serverbench.server.Contender;

/**
 * The order in which forks run: round 1 of every model, workload and point, shuffled, then round 2,
 * and so on. So whatever changes slowly on the machine touches all models alike, and none always
 * runs after the same other. Each round begins with the null server's forks: without their ceiling
 * the numbers of an interrupted run could not be judged.
 *
 * <p>One fork of the null server does not tell a ceiling from a bad moment: where the models have
 * fewer than three, the null server has three all the same, and those that are left over run among
 * the models of the last round.
 */
final class ForkOrder {

  private static final int LEAST_CEILING_FORKS = 3;

  static final String WHY_NOT = "each connection holds a worker, idle ones would hold them all";

  private ForkOrder() {}

  static List<ForkSpec> of(CampaignPlan plan, List<? extends Contender> choices) {
    Random random = new Random(plan.seed());
    int rounds =
        plan.workloads().stream().mapToInt(workload -> forks(plan, workload)).max().orElse(0);
    List<ForkSpec> order = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<ForkSpec> ceilings = forksOf(plan, Optional.empty(), round);
      Collections.shuffle(ceilings, random);
      order.addAll(ceilings);
      List<ForkSpec> models = new ArrayList<>();
      for (Contender choice : choices) {
        models.addAll(forksOf(plan, Optional.of(choice), round));
      }
      if (round == rounds - 1) {
        for (int left = rounds; left < LEAST_CEILING_FORKS; left++) {
          models.addAll(forksOf(plan, Optional.empty(), left));
        }
      }
      Collections.shuffle(models, random);
      order.addAll(models);
    }
    return order;
  }

  private static List<ForkSpec> forksOf(CampaignPlan plan, Optional<Contender> choice, int round) {
    List<ForkSpec> forks = new ArrayList<>();
    SharedPoints shared = new SharedPoints(plan);
    for (Workload workload : plan.workloads()) {
      List<Point> points = workload.points(plan.connections());
      for (int index = 0; index < points.size(); index++) {
        Point point = points.get(index);
        if (round < forks(plan, choice, workload, point)
            && plan.profile().measures(workload, point)
            && !shared.has(workload, point)
            && applies(choice, point)) {
          forks.add(
              new ForkSpec(
                  choice,
                  workload,
                  index,
                  point,
                  plan.connections(),
                  round,
                  plan.profile().timing(workload),
                  plan.cpus()));
        }
      }
    }
    return forks;
  }

  /** In the place of what is not in the order because a model cannot do it by its nature. */
  static List<ForkResult> notApplicable(CampaignPlan plan, List<Contender> choices) {
    List<ForkResult> results = new ArrayList<>();
    for (Contender choice : choices) {
      for (Workload workload : plan.workloads()) {
        for (Point point : workload.points(plan.connections())) {
          if (plan.profile().measures(workload, point) && !applies(Optional.of(choice), point)) {
            results.add(
                ForkResult.notApplicable(choice.label(), workload.name(), point.record(), WHY_NOT));
          }
        }
      }
    }
    return results;
  }

  /** Idle connections would take every place of a model that ties a worker to each. */
  static boolean applies(Optional<Contender> choice, Point point) {
    return point.idleConnections() == 0
        || choice.isEmpty()
        || TiedConnections.atOnce(choice.get(), ServerFixture.config()).isEmpty();
  }

  private static int forks(
      CampaignPlan plan, Optional<Contender> choice, Workload workload, Point point) {
    int forks = forks(plan, workload);
    // On a schedule there is no ceiling: all are asked for the same.
    return choice.isPresent() || point.open() ? forks : Math.max(forks, LEAST_CEILING_FORKS);
  }

  private static int forks(CampaignPlan plan, Workload workload) {
    return plan.forks().orElse(plan.profile().forks(workload));
  }
}
