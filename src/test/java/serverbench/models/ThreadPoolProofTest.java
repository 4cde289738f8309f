package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Model 6: workers neither come nor go; what they and the queue cannot take stays in the kernel.
 */
class ThreadPoolProofTest {

  private static final String WORKERS = "thread_pool-wor";
  private static final String LISTENING = "0A";

  @Test
  void boundsWorkersAndQueueUnderOverload() throws Exception {
    GatedHandler handler = new GatedHandler();
    ServerConfig config = ServerConfig.defaults().withWorkers(3).withQueueCapacity(2);
    try (Server server = Model.thread_pool.create(Model.DEFAULT_VARIANT, config, handler)) {
      server.start();
      Eventually.holds(() -> ProcSelf.count(WORKERS) == 3, () -> "" + ProcSelf.threads());
      try (Clients clients = new Clients(server.port(), 10)) {
        clients.send(RawClient.getAndClose("/gate"));
        // 3 with the workers, 2 in the queue, 1 in the acceptor's hands: 4 were not accepted.
        Eventually.holds(
            () -> handler.arrived() == 3 && backlog(server.port()) == 4,
            () -> handler.arrived() + " with workers, " + backlog(server.port()) + " in backlog");
        assertThat(ProcSelf.count(WORKERS)).isEqualTo(3);
        handler.open();
        assertThat(clients.receive())
            .allSatisfy(answer -> assertThat(answer.text()).isEqualTo(GatedHandler.PASSED));
        assertThat(ProcSelf.count(WORKERS)).isEqualTo(3);
      }
    }
  }

  /**
   * Timeouts come with the accepted socket; each connection cost a setsockopt(2) of its own once.
   */
  @Test
  void ordinaryRequestsCostNoCallForTheirTimeout() throws Exception {
    int connections = 100;
    ServerConfig config = ServerConfig.defaults().withWorkers(1);
    try (Server server = Model.thread_pool.create(Model.DEFAULT_VARIANT, config, new Endpoints())) {
      server.start();
      try (SyscallTrace trace = SyscallTrace.of(WORKERS)) {
        for (int i = 0; i < connections; i++) {
          try (RawClient client = new RawClient(server.port())) {
            client.send(RawClient.getAndClose("/"));
            assertThat(client.receive().status()).isEqualTo(200);
          }
        }
        Map<String, Integer> calls = trace.stop();
        assertThat(calls.get("recvfrom")).isGreaterThanOrEqualTo(connections);
        // A busy machine may hold up a worker for so long that its time has got shorter.
        assertThat(calls.getOrDefault("setsockopt", 0)).isLessThan(connections / 2);
      }
    }
  }

  /** Connections that the kernel has completed and nobody has accepted yet. */
  private static long backlog(int port) {
    String address = String.format(":%04X", port);
    try {
      List<String> sockets = Files.readAllLines(Path.of("/proc/self/net/tcp"));
      return sockets.stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields[1].endsWith(address) && fields[3].equals(LISTENING))
          .mapToLong(fields -> Long.parseLong(fields[4].split(":")[1], 16))
          .sum();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
