package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import serverbench.models.architecture.hybrid.HybridMonitor.ReactorLoad;
import serverbench.models.architecture.hybrid.HybridServer;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats.WorkerStats;

/** Model 22: what blocks is out of the way of what does not, and the monitor sees every layer. */
class HybridProofTest {

  private static final int REACTORS = 2;
  private static final int BLOCKED = 300;

  @Test
  void blockedRequestsHoldUpNobody() throws Exception {
    GatedHandler handler = new GatedHandler();
    try (HybridServer server = started(ServerConfig.defaults(), handler);
        Clients blocked = new Clients(server.port(), BLOCKED)) {
      blocked.send(RawClient.get("/gate"));
      Eventually.holds(
          () -> handler.arrived() == BLOCKED, () -> server.monitor().reactors().toString());
      // All of them stand in a handler now, and the reactors wait for the next event.
      Eventually.holds(
          () -> ProcSelf.count("hybrid-", ProcSelf.EPOLL_WAIT) == REACTORS,
          () -> "" + ProcSelf.threads());
      assertThat(ProcSelf.count("hybrid-")).isEqualTo(REACTORS);
      try (Clients others = new Clients(server.port(), 20)) {
        assertThat(others.send(RawClient.get("/")).receive())
            .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
      }
      assertThat(server.monitor().reactors())
          .hasSize(REACTORS)
          .extracting(ReactorLoad::queued)
          .containsOnly(0);
      assertThat(sum(server.monitor().reactors())).containsExactly(20, BLOCKED, BLOCKED);
      handler.open();
      assertThat(blocked.receive())
          .allSatisfy(answer -> assertThat(answer.text()).isEqualTo(GatedHandler.PASSED));
      assertThat(server.stats().workers())
          .extracting(WorkerStats::name)
          .containsExactly(
              "reactor-0 inline", "reactor-0 offloaded", "reactor-1 inline", "reactor-1 offloaded");
    }
  }

  @Test
  void aFullWorkerLayerLetsTheRestWaitAndLosesNothing() throws Exception {
    GatedHandler handler = new GatedHandler();
    ServerConfig config = ServerConfig.defaults().withQueueCapacity(4);
    try (HybridServer server = started(config, handler);
        Clients blocked = new Clients(server.port(), 40)) {
      blocked.send(RawClient.get("/gate"));
      Eventually.holds(
          () -> inside(server) == 4 && queued(server) == 36 && handler.arrived() == 4,
          () -> handler.arrived() + " at the gate, " + server.monitor().reactors());
      try (RawClient other = new RawClient(server.port())) {
        assertThat(other.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      handler.open();
      assertThat(blocked.receive())
          .hasSize(40)
          .allSatisfy(answer -> assertThat(answer.text()).isEqualTo(GatedHandler.PASSED));
      assertThat(inside(server)).isZero();
      assertThat(queued(server)).isZero();
    }
  }

  @Test
  void closesWithAFullLayerAndAQueueBehindIt() throws Exception {
    GatedHandler handler = new GatedHandler();
    HybridServer server = started(ServerConfig.defaults().withQueueCapacity(4), handler);
    try (Clients blocked = new Clients(server.port(), 40)) {
      blocked.send(RawClient.get("/gate"));
      Eventually.holds(() -> handler.arrived() == 4, () -> handler.arrived() + " at the gate");
      server.close();
      assertThat(server.stats().live()).isZero();
      // A thread that has been joined may still be on its way out of the kernel.
      Eventually.holds(() -> ProcSelf.count("hybrid-") == 0, () -> "threads are left");
    }
  }

  @Test
  void pipelinedRequestsStayInOrderAroundOneThatBlocks() throws Exception {
    GatedHandler handler = new GatedHandler();
    try (HybridServer server = started(ServerConfig.defaults(), handler);
        RawClient client = new RawClient(server.port())) {
      client.send(RawClient.get("/gate") + RawClient.get("/bytes?n=3"));
      Eventually.holds(() -> handler.arrived() == 1, () -> "not at the gate");
      client.send(RawClient.get("/bytes?n=4"));
      handler.open();
      assertThat(client.receive().text()).isEqualTo(GatedHandler.PASSED);
      assertThat(client.receive().body()).hasSize(3);
      assertThat(client.receive().body()).hasSize(4);
    }
  }

  @Test
  void aClientThatLeavesWhileItsRequestBlocksIsForgotten() throws Exception {
    GatedHandler handler = new GatedHandler();
    try (HybridServer server = started(ServerConfig.defaults(), handler)) {
      try (RawClient client = new RawClient(server.port())) {
        client.send(RawClient.get("/gate"));
        Eventually.holds(() -> handler.arrived() == 1, () -> "not at the gate");
      }
      Eventually.holds(
          () -> ProcSelf.count("hybrid-", ProcSelf.EPOLL_WAIT) == REACTORS,
          () -> "" + ProcSelf.threads());
      assertThat(server.stats().live()).isEqualTo(1);
      handler.open();
      Eventually.holds(() -> server.stats().live() == 0, () -> server.stats().toString());
    }
  }

  @Test
  void connectionsAreSpreadOverTheReactors() throws Exception {
    try (HybridServer server = started(ServerConfig.defaults(), new Endpoints());
        Clients clients = new Clients(server.port(), 64)) {
      assertThat(clients.send(RawClient.get("/")).receive()).hasSize(64);
      assertThat(server.monitor().reactors())
          .allSatisfy(load -> assertThat(load.connections()).isBetween(28L, 36L));
    }
  }

  @Test
  void epollCoroutineWaitsInOneEpollForEachScheduler() throws Exception {
    ServerConfig config = ServerConfig.defaults().withReactors(3);
    try (Server server = Model.hybrid.create("epoll-coroutine", config, new Endpoints())) {
      server.start();
      try (Clients clients = new Clients(server.port(), 60)) {
        assertThat(clients.send(RawClient.get("/")).receive()).hasSize(60);
        Eventually.holds(
            () -> ProcSelf.count("hybrid-co", ProcSelf.EPOLL_WAIT) == 3,
            () -> "" + ProcSelf.threads());
        assertThat(ProcSelf.count("hybrid-co")).isEqualTo(3);
        assertThat(server.stats().workers())
            .hasSize(3)
            .allSatisfy(worker -> assertThat(worker.responses()).isGreaterThanOrEqualTo(15));
      }
    }
  }

  private static HybridServer started(ServerConfig config, serverbench.server.Handler handler)
      throws Exception {
    HybridServer server = new HybridServer(config.withReactors(REACTORS), handler);
    server.start();
    return server;
  }

  /** Inline, offloaded, in workers. */
  private static List<Integer> sum(List<ReactorLoad> loads) {
    return List.of(
        loads.stream().mapToInt(load -> (int) load.inline()).sum(),
        loads.stream().mapToInt(load -> (int) load.offloaded()).sum(),
        loads.stream().mapToInt(ReactorLoad::inWorkers).sum());
  }

  private static int inside(HybridServer server) {
    return server.monitor().reactors().stream().mapToInt(ReactorLoad::inWorkers).sum();
  }

  private static int queued(HybridServer server) {
    return server.monitor().reactors().stream().mapToInt(ReactorLoad::queued).sum();
  }
}
