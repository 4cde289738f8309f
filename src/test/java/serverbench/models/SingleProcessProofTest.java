package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Model 1: one thread, idle in accept; the second client waits until the first is done. */
class SingleProcessProofTest {

  private static final String THREADS = "single_process";

  @Test
  void idlesInAcceptOnItsOneThread() throws Exception {
    try (Server server = started()) {
      Eventually.holds(
          () -> ProcSelf.count(THREADS, ProcSelf.ACCEPT) == 1, () -> "" + ProcSelf.threads());
      assertThat(server.port()).isPositive();
      assertThat(ProcSelf.count(THREADS)).isEqualTo(1);
    }
  }

  @Test
  void servesOneClientAfterTheOther() throws Exception {
    try (Server server = started();
        RawClient first = new RawClient(server.port())) {
      assertThat(first.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      try (RawClient second = new RawClient(server.port())) {
        second.send(RawClient.get("/"));
        for (int i = 0; i < 20; i++) {
          assertThat(first.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        }
        // Connected and with a request on the way, but still in the kernel's queue.
        assertThat(server.stats().accepted()).isEqualTo(1);
        assertThat(server.stats().requests()).isEqualTo(21);
        assertThat(ProcSelf.count(THREADS)).isEqualTo(1);
        assertThat(first.send(RawClient.getAndClose("/")).receive().closes()).isTrue();
        assertThat(second.receive().status()).isEqualTo(200);
      }
    }
  }

  private static Server started() throws Exception {
    Server server =
        Model.single_process.create(
            Model.DEFAULT_VARIANT, ServerConfig.defaults(), new Endpoints());
    server.start();
    return server;
  }
}
