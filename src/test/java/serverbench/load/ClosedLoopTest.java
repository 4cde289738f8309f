package serverbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import serverbench.load.Responder.Reply;

@Timeout(60)
class ClosedLoopTest {

  @ParameterizedTest
  @EnumSource(LoadPlan.Reuse.class)
  void countsWhatTheServerCounts(LoadPlan.Reuse reuse) throws Exception {
    try (Responder server = Responder.correct();
        ClosedLoop loop = new ClosedLoop(server.plan(8, reuse))) {
      loop.start();
      until(() -> loop.recorder().completed() >= 500);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();

      assertThat(loop.recorder().errors()).isEmpty();
      assertThat(loop.recorder().completed()).isEqualTo(server.answers());
      assertThat(loop.inFlight()).isZero();
      assertThat(loop.established()).isEqualTo(8);
      if (reuse == LoadPlan.Reuse.KEPT_ALIVE) {
        assertThat(loop.connects()).isEqualTo(8);
      } else {
        assertThat(loop.connects()).isEqualTo(server.requests());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"CLOSE,closed_early", "RESET,reset", "HALF_THEN_CLOSE,closed_early"})
  void showsEveryTwentiethRequestThatIsDropped(Reply fault, String kind) throws Exception {
    try (Responder server = new Responder(n -> n % 20 == 0 ? fault : Reply.CORRECT);
        ClosedLoop loop = new ClosedLoop(server.plan(8, LoadPlan.Reuse.KEPT_ALIVE))) {
      loop.start();
      until(() -> server.requests() >= 400);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();

      // No silent retry: what was dropped is an error, what was answered is not, and that is all.
      long dropped = server.requests() / 20;
      assertThat(loop.recorder().errors()).isEqualTo(Map.of(kind, dropped));
      assertThat(loop.recorder().completed()).isEqualTo(server.requests() - dropped);
    }
  }

  @ParameterizedTest
  @CsvSource({"WRONG_STATUS,bad_status", "WRONG_BODY,bad_body", "WRONG_LENGTH,bad_length"})
  void wrongAnswersAreNotCountedAsCompleted(Reply fault, String kind) throws Exception {
    try (Responder server = new Responder(n -> n % 3 == 0 ? fault : Reply.CORRECT);
        ClosedLoop loop = new ClosedLoop(server.plan(4, LoadPlan.Reuse.KEPT_ALIVE))) {
      loop.start();
      until(() -> server.requests() >= 300);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();

      assertThat(loop.recorder().errors()).isEqualTo(Map.of(kind, server.requests() / 3));
      assertThat(loop.recorder().completed()).isEqualTo(server.requests() - server.requests() / 3);
      assertThat(loop.recorder().answers()).isEqualTo(server.answers());
    }
  }

  @Test
  void aConnectionThatTheServerEndsAfterAHundredAnswersIsNoError() throws Exception {
    try (Responder server =
            new Responder(n -> n % 100 == 0 ? Reply.CORRECT_THEN_CLOSE : Reply.CORRECT);
        ClosedLoop loop = new ClosedLoop(server.plan(4, LoadPlan.Reuse.KEPT_ALIVE))) {
      loop.start();
      until(() -> server.requests() >= 1_000);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();

      assertThat(loop.recorder().errors()).isEmpty();
      assertThat(loop.recorder().completed()).isEqualTo(server.answers());
      assertThat(loop.connects()).isEqualTo(server.accepted()).isGreaterThan(4);
    }
  }

  @Test
  void anAnswerThatNeverComesIsATimeout() throws Exception {
    try (Responder server = new Responder(n -> Reply.NEVER);
        ClosedLoop loop =
            new ClosedLoop(
                server
                    .plan(2, LoadPlan.Reuse.KEPT_ALIVE)
                    .withRequestTimeout(Duration.ofMillis(100)))) {
      loop.start();
      until(() -> !loop.recorder().errors().isEmpty());
      assertThat(loop.recorder().errors()).containsOnlyKeys("timeout");
      assertThat(loop.recorder().completed()).isZero();
      assertThat(loop.outstanding()).contains("of 2 connections").contains("timeout");
    }
  }

  @Test
  void refusedConnectionsAreCountedAndTriedAgainAtABoundedPace() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + closedPort() + "/");
    LoadPlan plan = LoadPlan.of(nobody, 4, LoadPlan.Reuse.KEPT_ALIVE, Responder.expected());
    try (ClosedLoop loop = new ClosedLoop(plan)) {
      long begin = System.nanoTime();
      loop.start();
      until(() -> loop.recorder().errors().getOrDefault("refused", 0L) >= 12);
      // Each slot's third refusal comes after pauses of 10 and 20 ms at the least.
      assertThat(System.nanoTime() - begin).isGreaterThan(30_000_000L);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();

      assertThat(loop.recorder().errors()).containsOnlyKeys("refused");
      assertThat(loop.established()).isZero();
      assertThat(loop.outstanding()).contains("0 connected").contains("refused");
    }
  }

  @Test
  void everyCorrectAnswerHasALatency() throws Exception {
    try (Responder server = Responder.correct();
        ClosedLoop loop = new ClosedLoop(server.plan(4, LoadPlan.Reuse.KEPT_ALIVE))) {
      loop.start();
      until(() -> loop.recorder().completed() >= 200);
      Histogram early = loop.recorder().takeLatencies();
      until(() -> loop.recorder().completed() >= 600);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();
      Histogram late = loop.recorder().takeLatencies();

      assertThat(early.getTotalCount()).isPositive();
      assertThat(early.getTotalCount() + late.getTotalCount())
          .isEqualTo(loop.recorder().completed());
      assertThat(late.getMinValue()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(LoadPlan.Reuse.class)
  void sendsNothingWhileHeldAndGoesOnOnTheSameConnections(LoadPlan.Reuse reuse) throws Exception {
    try (Responder server = Responder.correct();
        ClosedLoop loop = new ClosedLoop(server.plan(8, reuse))) {
      loop.start();
      until(() -> loop.established() == 8 && loop.recorder().completed() >= 100);
      loop.hold();
      until(() -> loop.held() == 8);
      long requests = server.requests();
      assertThat(loop.inFlight()).isZero();
      assertThat(loop.recorder().completed()).isEqualTo(requests);

      loop.letGo();
      until(() -> server.requests() >= requests + 200);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();
      assertThat(loop.recorder().errors()).isEmpty();
      if (reuse == LoadPlan.Reuse.KEPT_ALIVE) {
        assertThat(server.accepted()).isEqualTo(8);
      }
    }
  }

  @Test
  void aHeldLoopCanBeDrained() throws Exception {
    try (Responder server = Responder.correct();
        ClosedLoop loop = new ClosedLoop(server.plan(8, LoadPlan.Reuse.KEPT_ALIVE))) {
      loop.start();
      until(() -> loop.recorder().completed() >= 100);
      loop.hold();
      until(() -> loop.held() == 8);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();
      assertThat(loop.recorder().completed()).isEqualTo(server.requests());
    }
  }

  /** Whenever the slots come to see that they are held or not, none of them is forgotten. */
  @Test
  void holdingAndLettingGoInAHurryLosesNoConnection() throws Exception {
    try (Responder server = Responder.correct();
        ClosedLoop loop = new ClosedLoop(server.plan(16, LoadPlan.Reuse.KEPT_ALIVE))) {
      loop.start();
      for (int i = 1; i <= 2_000; i++) {
        loop.hold();
        loop.letGo();
        Thread.yield();
      }
      loop.hold();
      until(() -> loop.held() == 16);
      assertThat(loop.drain(Duration.ofSeconds(10))).isTrue();
      assertThat(loop.recorder().errors()).isEmpty();
    }
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    try (Responder server = Responder.correct()) {
      ClosedLoop loop = new ClosedLoop(server.plan(4, LoadPlan.Reuse.KEPT_ALIVE));
      loop.start();
      until(() -> loop.recorder().completed() >= 10);
      assertThat(clientThreads()).isPositive();
      loop.close();
      until(() -> clientThreads() == 0);
    }
  }

  @Test
  void probeSaysWhatIsWrong() {
    try (Responder server = new Responder(n -> Reply.WRONG_STATUS)) {
      Assertions.assertThatThrownBy(
              () -> Probe.check(server.plan(1, LoadPlan.Reuse.NEW_EACH_REQUEST)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("bad_status: 500 instead of 200");
    }
  }

  @Test
  void probePassesACorrectServer() throws Exception {
    try (Responder server = Responder.correct()) {
      Probe.check(server.plan(1, LoadPlan.Reuse.NEW_EACH_REQUEST));
      assertThat(server.answers()).isEqualTo(1);
    }
  }

  private static long clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("load-"))
        .count();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
      Thread.yield();
    }
  }
}
