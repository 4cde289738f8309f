package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Model 3: as many threads as connections, and the acceptor. */
class MultiThreadProofTest {

  private static final String THREADS = "multi_thread-";

  @Test
  void threadsComeAndGoWithConnections() throws Exception {
    try (Server server =
        Model.multi_thread.create(
            Model.DEFAULT_VARIANT, ServerConfig.defaults(), new Endpoints())) {
      server.start();
      awaitThreads(1);
      try (Clients some = new Clients(server.port(), 7)) {
        assertThat(some.send(RawClient.get("/")).receive()).hasSize(7);
        awaitThreads(1 + 7);
        try (Clients more = new Clients(server.port(), 40)) {
          assertThat(more.send(RawClient.get("/")).receive()).hasSize(40);
          awaitThreads(1 + 7 + 40);
        }
        awaitThreads(1 + 7);
        assertThat(some.send(RawClient.get("/")).receive()).hasSize(7);
      }
      awaitThreads(1);
    }
  }

  private static void awaitThreads(int expected) {
    Eventually.holds(
        () -> ProcSelf.count(THREADS) == expected,
        () -> expected + " expected, but " + ProcSelf.threads());
  }
}
