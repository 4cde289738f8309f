package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** At the connection limit, clients wait in the kernel until there is room, and then are served. */
class ConnectionLimitTest {

  private static final int MOST = 2;
  private static final Duration WATCHED = Duration.ofMillis(250);
  private static final double SPINNING = 0.3;

  /** Those whose workers are tied to a connection take as many as they have workers anyway. */
  private static final Set<Model> BOUND_BY_WORKERS =
      EnumSet.of(
          Model.single_process,
          Model.multi_process,
          Model.process_pool1,
          Model.process_pool2,
          Model.thread_pool,
          Model.producer_consumer);

  static List<Choice> choices() {
    return Choice.all().stream()
        .filter(choice -> !BOUND_BY_WORKERS.contains(choice.model()))
        .filter(choice -> !choice.label().equals("hybrid:process-thread"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void theNextClientWaitsForRoom(Choice choice) throws Exception {
    ServerConfig config = ServerConfig.defaults().withConnections(MOST);
    try (Server server = Started.server(choice, config, new Endpoints())) {
      // More than one generation: what stops the accepting must also let it go on, and stop again.
      for (int generation = 0; generation < 3; generation++) {
        fillAndMakeRoom(server);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void nothingSpinsWhileClientsWait(Choice choice) throws Exception {
    ServerConfig config = ServerConfig.defaults().withConnections(MOST);
    try (Server server = Started.server(choice, config, new Endpoints());
        Clients served = new Clients(server.port(), MOST);
        Clients waiting = new Clients(server.port(), MOST)) {
      served.send(RawClient.get("/")).receive().forEach(ConnectionLimitTest::assertKept);
      waiting.send(RawClient.getAndClose("/"));
      assertThat(BusiestThread.share(WATCHED)).as("of a core").isLessThan(SPINNING);
      served.close();
      waiting.receive().forEach(answer -> assertThat(answer.status()).isEqualTo(200));
    }
  }

  private static void fillAndMakeRoom(Server server) throws Exception {
    long acceptedBefore = server.stats().accepted();
    try (RawClient first = new RawClient(server.port());
        RawClient second = new RawClient(server.port())) {
      assertKept(first.send(RawClient.get("/")).receive());
      assertKept(second.send(RawClient.get("/")).receive());
      try (RawClient third = new RawClient(server.port())) {
        third.send(RawClient.get("/"));
        for (int i = 0; i < 20; i++) {
          assertKept(second.send(RawClient.get("/")).receive());
        }
        assertThat(server.stats().accepted() - acceptedBefore).isEqualTo(MOST);
        assertThat(first.send(RawClient.getAndClose("/")).receive().closes()).isTrue();
        assertKept(third.receive());
        assertKept(second.send(RawClient.get("/")).receive());
      }
    }
    Eventually.holds(() -> server.stats().live() == 0, () -> server.stats().toString());
  }

  /** A server that stops after a fault would close the connection. */
  private static void assertKept(RawClient.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.closes()).isFalse();
  }
}
