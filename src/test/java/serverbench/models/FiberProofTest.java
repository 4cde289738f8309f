package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Model 16: connections and blocked handlers by the thousand without threads; cooperative: all of
 * it on one thread, idle in epoll_wait.
 */
class FiberProofTest {

  /** By class: the name depends on how many pools the JVM has made before. */
  private static final String CARRIER = "jdk.internal.misc.CarrierThread";

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int CONNECTIONS = 2_000;

  @Test
  void blocksThousandsOfHandlersOnAsManyThreadsAsCores() throws Exception {
    GatedHandler handler = new GatedHandler();
    try (Server server =
        Model.fiber.create(Model.DEFAULT_VARIANT, ServerConfig.defaults(), handler)) {
      server.start();
      try (Clients warm = new Clients(server.port(), 8)) {
        assertThat(warm.send(RawClient.get("/")).receive()).hasSize(8);
      }
      int threads = ProcSelf.threads().size();
      try (Clients clients = new Clients(server.port(), CONNECTIONS)) {
        clients.send(RawClient.get("/gate"));
        // Each of them has run into the gate and stands there, in the middle of its code.
        Eventually.holds(
            () -> handler.arrived() == CONNECTIONS, () -> handler.arrived() + " at the gate");
        assertThat(carriers()).isBetween(1L, (long) CORES);
        // No thread beside the carriers came with them either; the JIT may have started a few.
        assertThat(ProcSelf.threads().size() - threads).isLessThan(CORES + 8);
        handler.open();
        assertThat(clients.receive())
            .allSatisfy(answer -> assertThat(answer.text()).isEqualTo(GatedHandler.PASSED));
      }
    }
  }

  @Test
  void cooperativeFibersShareOneThreadThatIdlesInEpollWait() throws Exception {
    try (Server server =
        Model.fiber.create("cooperative", ServerConfig.defaults(), new Endpoints())) {
      server.start();
      try (Clients clients = new Clients(server.port(), CONNECTIONS)) {
        String request = RawClient.get("/");
        // Every fiber is suspended in the middle of a request.
        clients.send(request.substring(0, 10));
        Eventually.holds(
            () -> server.stats().live() == CONNECTIONS, () -> server.stats().toString());
        Eventually.holds(
            () -> ProcSelf.count("fibers", ProcSelf.EPOLL_WAIT) == 1,
            () -> "" + ProcSelf.threads());
        assertThat(ProcSelf.count("fibers")).isEqualTo(1);
        assertThat(clients.send(request.substring(10)).receive())
            .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
      }
    }
  }

  @Test
  void aHandlerThatBlocksTheThreadStopsEveryCooperativeFiber() throws Exception {
    GatedHandler handler = new GatedHandler();
    try (Server server = Model.fiber.create("cooperative", ServerConfig.defaults(), handler)) {
      server.start();
      try (RawClient blocked = new RawClient(server.port());
          RawClient behind = new RawClient(server.port())) {
        assertThat(behind.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        blocked.send(RawClient.get("/gate"));
        Eventually.holds(() -> handler.arrived() == 1, () -> "not at the gate");
        behind.send(RawClient.get("/"));
        assertThat(server.stats().requests()).isEqualTo(2);
        handler.open();
        assertThat(blocked.receive().text()).isEqualTo(GatedHandler.PASSED);
        assertThat(behind.receive().status()).isEqualTo(200);
      }
    }
  }

  private static long carriers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getClass().getName().equals(CARRIER))
        .count();
  }
}
