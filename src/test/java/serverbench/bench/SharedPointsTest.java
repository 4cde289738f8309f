package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serverbench.models.Choice;
import serverbench.models.Model;
import serverbench.results.ForkResult;
import serverbench.results.Run;

class SharedPointsTest {

  private static final Choice POLL = new Choice(Model.poll, Model.DEFAULT_VARIANT);

  @TempDir Path folder;

  private CampaignPlan plan(Profile profile, Workload... workloads) {
    return new CampaignPlan(
        List.of(POLL),
        List.of(workloads),
        profile,
        OptionalInt.empty(),
        OptionalInt.empty(),
        CpuPlacement.SHARED,
        42,
        folder,
        "run");
  }

  private static List<String> work(CampaignPlan plan) {
    return ForkOrder.of(plan, plan.choices()).stream()
        .filter(fork -> fork.choice().isPresent())
        .map(ForkSpec::work)
        .sorted()
        .distinct()
        .toList();
  }

  @Test
  void whatAnotherWorkloadMeasuresIsMeasuredOnce() {
    assertThat(work(plan(Profile.STANDARD, Workload.keepalive, Workload.sweep)))
        .containsExactly(
            "keepalive",
            "sweep, 1 connection",
            "sweep, 1,024 connections",
            "sweep, 256 connections",
            "sweep, 8 connections");
    assertThat(work(plan(Profile.STANDARD, Workload.latency, Workload.curve)))
        .containsExactly(
            "curve, 1,000/s",
            "curve, 20,000/s",
            "curve, 25 %",
            "curve, 75 %",
            "curve, 90 %",
            "latency, 5,000/s",
            "latency, 50 %");
  }

  @Test
  void whatNoOtherWorkloadOfTheRunMeasuresIsTheLinesOwn() {
    assertThat(work(plan(Profile.STANDARD, Workload.sweep, Workload.cpu, Workload.close)))
        .contains("sweep, 64 connections");
    assertThat(work(plan(Profile.STANDARD, Workload.curve))).hasSize(7);
    // Quick measures one point of latency only.
    assertThat(work(plan(Profile.QUICK, Workload.latency, Workload.curve)))
        .contains("curve, 5,000/s")
        .doesNotContain("curve, 50 %");
  }

  @Test
  void theForksStandInBothWorkloads() {
    CampaignPlan plan = plan(Profile.STANDARD, Workload.keepalive, Workload.sweep);
    Run run =
        new Campaign(plan, new RecordedProgress())
            .run(
                new ForkRunner() {
                  @Override
                  public ForkOutcome run(ForkSpec fork, Progress progress) throws ForkFailure {
                    if (fork.round() == 1) {
                      throw ForkFailure.of(new IllegalStateException("it fell over"));
                    }
                    return ForkOutcomes.of(fork);
                  }

                  @Override
                  public void end() {}
                });
    List<ForkResult> line =
        run.forks().stream().filter(fork -> fork.workload().equals("sweep")).toList();
    assertThat(line)
        .extracting(fork -> fork.point().label(), ForkResult::fork, ForkResult::status)
        .containsExactlyInAnyOrder(
            tuple("1 connection", 0, ForkResult.Status.OK),
            tuple("8 connections", 0, ForkResult.Status.OK),
            tuple("64 connections", 0, ForkResult.Status.OK),
            tuple("64 connections", 1, ForkResult.Status.FAILED),
            tuple("64 connections", 2, ForkResult.Status.OK),
            tuple("256 connections", 0, ForkResult.Status.OK),
            tuple("1,024 connections", 0, ForkResult.Status.OK));
    assertThat(run.ceilings())
        .filteredOn(fork -> fork.point().label().equals("64 connections"))
        .isNotEmpty()
        .allMatch(fork -> fork.workload().equals("sweep"));
    assertThat(run.notes()).contains("sweep, 64 connections: measured once, as keepalive");
  }
}
