package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.multiplexing.MultiplexingServer;
import serverbench.net.SelectPoller;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Model select: its one thread waits in select(2), and in nothing else. */
@EnabledOnOs(OS.LINUX)
class SelectProofTest {

  @Test
  void idlesInSelect() throws Exception {
    MultiplexingProof.idlesIn(ProcSelf.SELECT, Model.select, Model.DEFAULT_VARIANT, "select-loop");
  }

  @Test
  void waitsInNothingElse() throws Exception {
    Set<String> calls =
        new HashSet<>(
            MultiplexingProof.syscallsServing(
                    Model.select, Model.DEFAULT_VARIANT, "select-loop", 10, 10)
                .keySet());
    assertThat(calls).containsAnyOf("select", "pselect6").doesNotContain("epoll_ctl");
    calls.retainAll(SyscallTrace.WAITING);
    assertThat(calls).isSubsetOf("select", "pselect6");
  }

  @Test
  void servesConnectionsBeyondFdSetSize() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try (Server server = MultiplexingProof.started(Model.select, Model.DEFAULT_VARIANT)) {
      // Both ends are in this process: two descriptors a connection.
      for (int i = 0; i < 1100; i++) {
        clients.add(new RawClient(server.port()));
      }
      for (RawClient client : clients) {
        assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      ProcSelf.awaitIdleIn(ProcSelf.SELECT, "select-loop");
      assertThat(server.stats().live()).isEqualTo(1100);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aDescriptorThatSelectCannotTakeCostsOnlyItsConnection() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try (Server server =
        new MultiplexingServer(
            "select",
            RefusingPoller::new,
            Turn.ONE_RECEIVE,
            ServerConfig.defaults(),
            new Endpoints())) {
      server.start();
      for (int i = 0; i < RefusingPoller.MOST; i++) {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      try (RawClient refused = new RawClient(server.port())) {
        assertThat(refused.atEnd()).isTrue();
      }
      assertThat(clients.getFirst().send(RawClient.get("/")).receive().status()).isEqualTo(200);
      assertThat(server.stats().refused()).isEqualTo(1);
      assertThat(server.stats().live()).isEqualTo(RefusingPoller.MOST);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  /** A select that takes a listening socket and three connections. */
  private static final class RefusingPoller extends ForwardingPoller {
    static final int MOST = 3;

    private int watched = -1;

    RefusingPoller() throws IOException {
      super(new SelectPoller());
    }

    @Override
    public void add(int fd, int interest) throws IOException {
      if (watched == MOST) {
        throw new IOException("select with descriptor " + fd);
      }
      watched++;
      super.add(fd, interest);
    }

    @Override
    public void remove(int fd) {
      watched--;
      super.remove(fd);
    }
  }
}
