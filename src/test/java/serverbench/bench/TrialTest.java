package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.load.LoadPlan;
import serverbench.load.Responder;
import serverbench.load.Responder.Reply;
import serverbench.server.Server;

@Timeout(60)
class TrialTest {

  private static final Duration WARM_UP = Duration.ofMillis(300);

  private final List<String> log = new ArrayList<>();
  private String threadName;

  @BeforeEach
  void rememberThreadName() {
    threadName = Thread.currentThread().getName();
  }

  @AfterEach
  void restoreThreadName() {
    Thread.currentThread().setName(threadName);
  }

  @Test
  void clientAndServerCountTheSame() throws Exception {
    Responder responder = Responder.correct();
    Trial trial = start(responder);
    trial.beginIteration(true);
    for (int i = 0; i < 500; i++) {
      trial.take();
    }
    IterationSample sample = trial.endIteration();
    TrialReport report = trial.finish();

    assertThat(sample.completed()).isGreaterThanOrEqualTo(500);
    assertThat(trial.latencies().getTotalCount()).isPositive();
    assertThat(report.clientAnswers()).isEqualTo(report.serverAnswers());
    assertThat(report.serverAnswers()).isEqualTo(responder.answers());
    assertThat(report.errors()).isEmpty();
    assertThat(report.unanswered()).isZero();
    assertThat(report.established()).isEqualTo(4);
    assertThat(log).containsSequence("# phase: start", "# phase: warm-up");
    assertThat(log).endsWith("# phase: measure");
  }

  @Test
  void droppedRequestsAreReportedOneByOne() throws Exception {
    Responder responder = new Responder(n -> n > 1 && n % 20 == 0 ? Reply.CLOSE : Reply.CORRECT);
    Trial trial = start(responder);
    trial.beginIteration(true);
    for (int i = 0; i < 500; i++) {
      trial.take();
    }
    trial.endIteration();
    TrialReport report = trial.finish();

    long dropped = responder.requests() / 20;
    assertThat(report.errors()).isEqualTo(java.util.Map.of("closed_early", dropped));
    assertThat(report.unanswered()).isEqualTo(dropped);
    assertThat(report.clientAnswers()).isEqualTo(report.serverAnswers());
  }

  @Test
  void aServerThatAnswersWronglyIsNotMeasuredAndIsClosed() {
    AtomicInteger closed = new AtomicInteger();
    Responder responder = new Responder(n -> Reply.WRONG_BODY);
    assertThatThrownBy(
            () ->
                Trial.start(
                    () -> counted(new ResponderServer(responder), closed),
                    port -> responder.plan(4, LoadPlan.Reuse.KEPT_ALIVE),
                    Terms.closed(WARM_UP),
                    log::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad_body");
    assertThat(closed).hasValue(1);
  }

  private Trial start(Responder responder) throws Exception {
    return Trial.start(
        () -> new ResponderServer(responder),
        port -> responder.plan(4, LoadPlan.Reuse.KEPT_ALIVE),
        Terms.closed(WARM_UP),
        log::add);
  }

  private static Server counted(Server server, AtomicInteger closed) {
    return new Server() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public void start() throws Exception {
        server.start();
      }

      @Override
      public serverbench.server.ServerStats stats() {
        return server.stats();
      }

      @Override
      public void close() {
        closed.incrementAndGet();
        server.close();
      }
    };
  }
}
