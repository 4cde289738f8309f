package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Model 14, from outside: a fixed number of threads, a poller that is the only one in epoll_wait,
 * and handlers of many connections at once. What is inside is proved in ActorTest.
 */
class ActorProofTest {

  @Test
  void aFixedNumberOfThreadsRunsAllActors() throws Exception {
    GatedHandler handler = new GatedHandler();
    ServerConfig config = ServerConfig.defaults().withWorkers(3);
    try (Server server = Model.actor.create(Model.DEFAULT_VARIANT, config, handler)) {
      server.start();
      Eventually.holds(
          () -> ProcSelf.count("actor-", ProcSelf.FUTEX) == 3, () -> "" + ProcSelf.threads());
      Eventually.holds(
          () -> ProcSelf.count("actor-readiness", ProcSelf.EPOLL_WAIT) == 1,
          () -> "" + ProcSelf.threads());
      assertThat(ProcSelf.count("actor-")).isEqualTo(1 + 3);
      try (Clients clients = new Clients(server.port(), 100)) {
        assertThat(clients.send(RawClient.get("/")).receive()).hasSize(100);
        assertThat(ProcSelf.count("actor-")).isEqualTo(1 + 3);
        // As many handlers block as there are threads, and then no actor runs any more.
        clients.send(RawClient.get("/gate"));
        Eventually.holds(() -> handler.arrived() == 3, () -> handler.arrived() + " at the gate");
        assertThat(ProcSelf.count("actor-")).isEqualTo(1 + 3);
        handler.open();
        assertThat(clients.receive())
            .allSatisfy(answer -> assertThat(answer.text()).isEqualTo(GatedHandler.PASSED));
      }
      assertThat(server.stats().workers()).hasSize(3);
    }
  }
}
