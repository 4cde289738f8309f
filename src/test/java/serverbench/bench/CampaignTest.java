package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serverbench.models.Choice;
import serverbench.models.Model;
import serverbench.results.ForkResult;
import serverbench.results.Run;

@Timeout(60)
class CampaignTest {

  private static final List<Choice> CHOICES =
      Choice.all().stream()
          .filter(choice -> choice.model().unsupported(choice.variant()).isEmpty())
          .limit(2)
          .toList();

  private final RecordedProgress progress = new RecordedProgress();
  private final List<ForkSpec> ran = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void runsRoundAfterRoundAndGivesBackAllForks() {
    Run run = new Campaign(plan(3), progress).run(runner(ForkOutcomes::of));

    assertThat(run.status()).isEqualTo(Run.Status.COMPLETE);
    assertThat(run.forks()).hasSize(12).allMatch(fork -> fork.flags().isEmpty());
    assertThat(run.ceilings()).hasSize(6).allMatch(fork -> fork.model().equals("null"));
    assertThat(ran).extracting(ForkSpec::round).isSorted().containsOnly(0, 1, 2);
    assertThat(ran).doesNotHaveDuplicates();
    assertThat(run.models()).extracting("name").isEqualTo(labels());
    assertThat(run.workloads()).extracting("name").containsExactly("keepalive", "close");
    assertThat(run.environment().jvmFlags()).containsExactly("-Xmx1g");
    assertThat(run.id()).isEqualTo(folder.getFileName().toString());
    assertThat(progress.events).startsWith("begin 18").endsWith("end");
  }

  @Test
  void theSeedDecidesTheOrder() {
    List<ForkSpec> order = ForkOrder.of(plan(5), CHOICES);
    assertThat(ForkOrder.of(plan(5), CHOICES)).isEqualTo(order);
    assertThat(order.subList(0, 6)).extracting(ForkSpec::round).containsOnly(0);
    assertThat(order.subList(0, 2)).allMatch(fork -> fork.choice().isEmpty());
    // Four forks can be ordered in 24 ways: five rounds in the same order would be no shuffle.
    assertThat(
            java.util.stream.IntStream.range(0, 5)
                .mapToObj(round -> order.subList(4 * round, 4 * round + 4))
                .map(forks -> forks.stream().map(f -> f.label() + f.workload()).toList())
                .distinct()
                .count())
        .isGreaterThan(1);
  }

  @Test
  void theCeilingHasThreeForksWhereTheModelsHaveOne() {
    List<ForkSpec> order = ForkOrder.of(plan(1), CHOICES);
    List<ForkSpec> ceilings = order.stream().filter(fork -> fork.choice().isEmpty()).toList();

    assertThat(order).hasSize(4 + 6);
    assertThat(ceilings).extracting(ForkSpec::round).containsExactlyInAnyOrder(0, 0, 1, 1, 2, 2);
    assertThat(order.subList(0, 2)).extracting(ForkSpec::round).containsOnly(0);
    assertThat(order).doesNotHaveDuplicates();
  }

  @Test
  void whatAModelCannotDoByItsNatureIsRecordedAndNotRun() {
    CampaignPlan plan =
        new CampaignPlan(
            List.of(
                new Choice(Model.thread_pool, Model.DEFAULT_VARIANT),
                new Choice(Model.multi_thread, Model.DEFAULT_VARIANT)),
            List.of(Workload.idle),
            Profile.SMOKE,
            OptionalInt.of(1),
            OptionalInt.of(1),
            CpuPlacement.SHARED,
            42,
            folder,
            "run");
    Run run = new Campaign(plan, progress).run(runner(ForkOutcomes::of));
    assertThat(run.status()).isEqualTo(Run.Status.COMPLETE);
    int points = run.workloads().getFirst().points().size();
    assertThat(run.forks())
        .filteredOn(fork -> fork.status() == ForkResult.Status.NOT_APPLICABLE)
        .hasSize(points)
        .allMatch(fork -> fork.model().equals("thread_pool"));
    assertThat(run.forks()).filteredOn(ForkResult::ok).hasSize(points);
    assertThat(ran).noneMatch(fork -> fork.label().equals("thread_pool"));
  }

  @Test
  void aFailedForkIsRecordedAndTheOthersRun() {
    Run run =
        new Campaign(plan(1), progress)
            .run(
                runner(
                    fork -> {
                      if (fork.choice().isPresent() && fork.workload() == Workload.close) {
                        throw ForkFailure.of(new IllegalStateException("it broke"));
                      }
                      return ForkOutcomes.of(fork);
                    }));

    assertThat(run.status()).isEqualTo(Run.Status.FAILED);
    assertThat(run.forks())
        .filteredOn(fork -> fork.status() == ForkResult.Status.FAILED)
        .hasSize(2)
        .allSatisfy(fork -> assertThat(fork.failure()).isEqualTo("it broke"));
    assertThat(run.forks()).filteredOn(fork -> fork.status() == ForkResult.Status.OK).hasSize(2);
  }

  @Test
  void stopEndsTheForkAndKeepsWhatWasMeasured() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    ForkRunner runner =
        new ForkRunner() {
          @Override
          public ForkOutcome run(ForkSpec fork, Progress progress) throws ForkFailure {
            ran.add(fork);
            if (ran.size() == 1) {
              return ForkOutcomes.good();
            }
            second.countDown();
            try {
              ended.await();
            } catch (InterruptedException e) {
              throw new AssertionError("a fork must not be interrupted", e);
            }
            throw ForkFailure.of(new IllegalStateException("Forked VM failed with exit code 143"));
          }

          @Override
          public void end() {
            ended.countDown();
          }
        };
    Campaign campaign = new Campaign(plan(1), progress);
    Thread stopper =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    second.await();
                  } catch (InterruptedException e) {
                    return;
                  }
                  campaign.stop();
                });
    Run run = campaign.run(runner);
    stopper.join();

    assertThat(run.status()).isEqualTo(Run.Status.PARTIAL);
    assertThat(run.forks()).isEmpty();
    assertThat(run.ceilings()).hasSize(1);
    assertThat(run.notes()).containsExactly("interrupted after 1 of 10 forks");
    assertThat(ran).hasSize(2);
  }

  @Test
  void anInterruptOfTheCallerStopsTheCampaign() {
    CountDownLatch ended = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    ForkRunner runner =
        new ForkRunner() {
          @Override
          public ForkOutcome run(ForkSpec fork, Progress progress) throws ForkFailure {
            caller.interrupt();
            try {
              ended.await();
            } catch (InterruptedException e) {
              throw new AssertionError("a fork must not be interrupted", e);
            }
            throw ForkFailure.of(new IllegalStateException("Forked VM failed with exit code 143"));
          }

          @Override
          public void end() {
            ended.countDown();
          }
        };
    Run run = new Campaign(plan(1), progress).run(runner);
    assertThat(run.status()).isEqualTo(Run.Status.PARTIAL);
    assertThat(run.forks()).isEmpty();
    assertThat(Thread.interrupted()).isFalse();
  }

  private interface Fork {
    ForkOutcome run(ForkSpec fork) throws ForkFailure;
  }

  private ForkRunner runner(Fork forks) {
    return new ForkRunner() {
      @Override
      public ForkOutcome run(ForkSpec fork, Progress progress) throws ForkFailure {
        ran.add(fork);
        return forks.run(fork);
      }

      @Override
      public void end() {}
    };
  }

  private CampaignPlan plan(int forks) {
    return new CampaignPlan(
        CHOICES,
        List.of(Workload.keepalive, Workload.close),
        Profile.SMOKE,
        OptionalInt.of(forks),
        OptionalInt.of(1),
        CpuPlacement.SHARED,
        42,
        folder,
        "run");
  }

  private static List<String> labels() {
    assertThat(Model.values()).isNotEmpty();
    return CHOICES.stream().map(Choice::label).toList();
  }
}
