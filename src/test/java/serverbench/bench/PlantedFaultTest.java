package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serverbench.load.Responder;
import serverbench.load.Responder.Reply;
import serverbench.results.ForkResult;
import serverbench.results.ForkResult.Flag;

/**
 * One thing is wrong at a time, and exactly the flag that is meant for it comes up, all the way
 * from the socket. Faults whose flag depends on how fast the machine is are in calibrate.
 */
@Timeout(60)
class PlantedFaultTest {

  /** A loaded machine raises these by itself. */
  private static final Set<String> OF_THE_MACHINE = Set.of("warmup", "steal", "littles_law");

  @Test
  void aSoundServerRaisesNone() throws Exception {
    assertThat(rules(measure(Responder.correct()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reply.class,
      names = {"CLOSE", "RESET", "HALF_THEN_CLOSE", "WRONG_BODY", "WRONG_STATUS", "WRONG_LENGTH"})
  void oneAnswerInAThousandThatIsLostOrWrong(Reply fault) throws Exception {
    // The first of a thousand after the probe's: so it is never less than one in a thousand.
    ForkResult result = measure(new Responder(n -> n % 1_000 == 2 ? fault : Reply.CORRECT));

    assertThat(result.errors().values().stream().mapToLong(Long::longValue).sum()).isPositive();
    assertThat(rules(result)).containsExactly("errors");
  }

  @Test
  void aServerThatCountsOneAnswerTooMany() throws Exception {
    assertThat(rules(measure(new ResponderServer(Responder.correct(), 1))))
        .containsExactly("counts");
  }

  @Test
  void aServerThatForgetsOneAnswer() throws Exception {
    assertThat(rules(measure(new ResponderServer(Responder.correct(), -1))))
        .containsExactly("counts");
  }

  /**
   * From 100 ms down, half of it every 350 ms: while it warms up the rate multiplies, whatever else
   * the machine does, and ends far below what a busy one can do.
   */
  @Test
  void ratesThatClimbAllTheWay() throws Exception {
    AtomicLong begin = new AtomicLong();
    Responder climbing =
        new Responder(
            _ -> {
              begin.compareAndSet(0, System.nanoTime());
              double halvings = (System.nanoTime() - begin.get()) / 350e6;
              LockSupport.parkNanos((long) (100e6 * Math.pow(0.5, halvings)));
              return Reply.CORRECT;
            });
    assertThat(measure(new ResponderServer(climbing), Duration.ofSeconds(2)).flags())
        .extracting(Flag::rule)
        .contains("warmup");
  }

  private static ForkResult measure(Responder responder) throws Exception {
    return measure(new ResponderServer(responder));
  }

  private static ForkResult measure(ResponderServer server) throws Exception {
    return measure(server, Duration.ofMillis(400));
  }

  private static ForkResult measure(ResponderServer server, Duration warmUpAtMost)
      throws Exception {
    return new DirectTrial(
            () -> server,
            _ -> server.plan(8),
            new Arrivals.Closed(),
            CpuPlacement.SHARED,
            warmUpAtMost,
            Duration.ofMillis(200))
        .run(_ -> {});
  }

  private static List<String> rules(ForkResult result) {
    return result.flags().stream()
        .map(Flag::rule)
        .filter(rule -> !OF_THE_MACHINE.contains(rule))
        .toList();
  }
}
