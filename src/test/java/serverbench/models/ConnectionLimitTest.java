package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** At the connection limit, clients wait in the kernel until there is room, and then are served. */
class ConnectionLimitTest {

  private static final int MOST = 2;

  static List<Choice> choices() {
    return List.of(
        new Choice(Model.epoll, Model.DEFAULT_VARIANT),
        new Choice(Model.reactor, Model.DEFAULT_VARIANT),
        new Choice(Model.coroutine, Model.DEFAULT_VARIANT),
        new Choice(Model.actor, Model.DEFAULT_VARIANT),
        new Choice(Model.event_loop, Model.DEFAULT_VARIANT),
        new Choice(Model.fiber, Model.DEFAULT_VARIANT),
        new Choice(Model.fiber, "cooperative"),
        new Choice(Model.hybrid, Model.DEFAULT_VARIANT),
        new Choice(Model.hybrid, "epoll-coroutine"));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void theNextClientWaitsForRoom(Choice choice) throws Exception {
    ServerConfig config = ServerConfig.defaults().withConnections(MOST);
    try (Server server = choice.model().create(choice.variant(), config, new Endpoints())) {
      server.start();
      // More than one generation: what stops the accepting must also let it go on, and stop again.
      for (int generation = 0; generation < 3; generation++) {
        fillAndMakeRoom(server);
      }
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
