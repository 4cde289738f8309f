package serverbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import serverbench.results.ForkResult;
import serverbench.server.Contender;

/** What a reader must know of how a run was measured, one sentence each. */
final class RunNotes {

  private RunNotes() {}

  static List<String> of(
      CampaignPlan plan,
      List<? extends Contender> choices,
      List<ForkResult> results,
      List<ForkResult> ceilings) {
    List<String> notes = new ArrayList<>();
    for (Workload workload : plan.workloads()) {
      List<Point> points = workload.points(plan.connections());
      notApplicable(workload, points, choices, notes);
      capped(workload, points, choices, notes);
      workload.shortage(plan.connections()).ifPresent(notes::add);
    }
    for (Workload workload : plan.workloads()) {
      if (results.stream().anyMatch(fork -> isOk(fork, workload) && fork.openLoop() == null)
          && ceilings.stream().noneMatch(fork -> isOk(fork, workload))) {
        notes.add(
            workload
                + ": no ceiling was measured, so nothing tells whether the client was the limit");
      }
    }
    List<ForkResult> ok =
        Stream.concat(results.stream(), ceilings.stream())
            .filter(fork -> fork.status() == ForkResult.Status.OK)
            .toList();
    lacking(ForkCounters.AOT_CACHE, ok)
        .ifPresent(
            share ->
                notes.add(
                    share
                        + " forks ran without the client's AOT cache and needed longer to warm"
                        + " up"));
    lacking(ForkCounters.SHORT_SLICE, ok)
        .ifPresent(
            share ->
                notes.add(
                    share
                        + " forks on a schedule got no short time slice for the load generator"
                        + " (Linux 6.12 or later has it), which makes it late more often"));
    return notes;
  }

  /** Of the forks that tell of such a help, how many went without; empty when none did. */
  private static Optional<String> lacking(String help, List<ForkResult> forks) {
    List<ForkResult> telling =
        forks.stream().filter(fork -> fork.server().containsKey(help)).toList();
    long without = telling.stream().filter(fork -> fork.server().get(help) == 0).count();
    return without == 0 ? Optional.empty() : Optional.of(without + " of " + telling.size());
  }

  private static boolean isOk(ForkResult fork, Workload workload) {
    return fork.workload().equals(workload.name()) && fork.status() == ForkResult.Status.OK;
  }

  private static void notApplicable(
      Workload workload,
      List<Point> points,
      List<? extends Contender> choices,
      List<String> notes) {
    List<String> tied =
        choices.stream()
            .filter(
                choice ->
                    points.stream()
                        .noneMatch(point -> ForkOrder.applies(Optional.of(choice), point)))
            .map(Contender::label)
            .toList();
    if (!tied.isEmpty()) {
      notes.add(workload + ": n/a for " + String.join(", ", tied) + ": " + ForkOrder.WHY_NOT);
    }
  }

  private static void capped(
      Workload workload,
      List<Point> points,
      List<? extends Contender> choices,
      List<String> notes) {
    Optional<Point> open = points.stream().filter(Point::open).findFirst();
    if (open.isEmpty()) {
      return;
    }
    List<String> capped = new ArrayList<>();
    for (Contender choice : choices) {
      OptionalInt atOnce = TiedConnections.atOnce(choice, ServerFixture.config());
      int used = ServerFixture.usedConnections(choice, open.get());
      if (atOnce.isPresent() && used < open.get().connections()) {
        capped.add(choice.label() + " " + used);
      }
    }
    if (!capped.isEmpty()) {
      notes.add(
          workload
              + ": fewer connections, as many as are served at once: "
              + String.join(", ", capped));
    }
  }
}
