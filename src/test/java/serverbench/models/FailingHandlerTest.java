package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.http.Limits;
import serverbench.models.RawClient.Answer;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** What a handler does wrong costs its own client an answer, and nobody else anything. */
class FailingHandlerTest {

  private static final Duration PATIENT = Duration.ofMinutes(1);

  /** No connection ends because the machine is busy. */
  private static final ServerConfig CONFIG =
      ServerConfig.defaults().withWorkers(3).withLimits(Limits.DEFAULT.withTimes(PATIENT, PATIENT));

  /**
   * Where one request has a thread or process to itself, and no other connection is bound to that.
   * (In process_pool2 the kernel may hand the next connection to the process that is blocked.)
   */
  private static final Set<Model> OTHERS_GO_ON =
      EnumSet.of(
          Model.multi_process,
          Model.multi_thread,
          Model.process_pool1,
          Model.thread_pool,
          Model.leader_follower,
          Model.work_stealing,
          Model.producer_consumer,
          Model.half_sync_async,
          Model.pipeline);

  /** Where a connection that is kept can stand in the way of another one. */
  private static final Set<Model> OTHERS_MAY_WAIT =
      EnumSet.of(Model.single_process, Model.process_pool2);

  static List<Choice> choices() {
    return Choice.all();
  }

  static List<Choice> choicesWithWorkers() {
    return Choice.all().stream()
        .filter(
            choice ->
                OTHERS_GO_ON.contains(choice.model())
                    || choice.label().equals("fiber")
                    || choice.label().equals("hybrid")
                    || choice.label().equals("hybrid:process-thread"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void failsItsOwnRequestOnly(Choice choice) throws Exception {
    try (Server server = Started.server(choice, CONFIG, new FailingHandler());
        RawClient other = new RawClient(server.port())) {
      boolean othersWait = OTHERS_MAY_WAIT.contains(choice.model());
      if (othersWait) {
        other.close();
      }
      for (String target : List.of("/exception", "/checked", "/error", "/overflow", "/null")) {
        if (!othersWait) {
          assertThat(other.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        }
        assertFails(server, target);
      }
      assertThat(server.stats().responses().get(5)).isEqualTo(5);
    }
  }

  private static void assertFails(Server server, String target) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.get("/health") + RawClient.get(target) + RawClient.get("/health"));
      assertThat(client.receive().text()).isEqualTo("ok");
      Answer failed = client.receive();
      assertThat(failed.status()).as(target).isEqualTo(500);
      assertThat(failed.text()).doesNotContain("secret", "Exception", "Error:");
      assertThat(failed.closes()).isTrue();
      assertThat(client.receiveAll()).isEmpty();
    }
  }

  /** And the server stops all the same. */
  @Test
  void blocksForEverAndOthersGoOn() throws Throwable {
    List<Choice> choices = choicesWithWorkers();
    try (AllAtOnce models = new AllAtOnce(choices, FailingHandlerTest::block)) {
      for (Choice choice : choices) {
        models.await(choice);
      }
    }
  }

  private static void block(Choice choice) throws Exception {
    RawClient blocked;
    try (Server server = Started.server(choice, CONFIG, new FailingHandler())) {
      blocked = new RawClient(server.port());
      blocked.send(RawClient.get("/for-ever"));
      Eventually.holds(
          () -> server.stats().requests() == 1, () -> choice.label() + ": " + server.stats());
      for (int i = 0; i < 10; i++) {
        try (RawClient client = new RawClient(server.port())) {
          Answer answer = client.send(RawClient.getAndClose("/")).receive();
          assertThat(answer.status()).as(choice.label()).isEqualTo(200);
        }
      }
    }
    blocked.close();
  }
}
