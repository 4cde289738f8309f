package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats.WorkerStats;

/** A server whose work is done by children of this process, started for a test. */
record ServedProcesses(Server server) implements AutoCloseable {

  static ServedProcesses start(Model model, String variant, ServerConfig config) throws Exception {
    assertThat(ProcPid.self().children()).as("children of an earlier test").isEmpty();
    Server server = model.create(variant, config, new Endpoints());
    server.start();
    return new ServedProcesses(server);
  }

  RawClient connect() throws Exception {
    return new RawClient(server.port());
  }

  /** A client whose first request has been answered, so that somebody holds its connection. */
  RawClient connectAndAsk() throws Exception {
    RawClient client = connect();
    assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
    return client;
  }

  /** A connection of its own, for one request. */
  void ask() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.send(RawClient.getAndClose("/")).receive().text())
          .isEqualTo("Hello, World!");
    }
  }

  Set<ProcPid> processes() {
    return ProcPid.self().children();
  }

  /** The one process that has the server's end of this connection open. */
  ProcPid holderOf(RawClient client) {
    long inode = TcpTable.accepted(server.port(), client.localPort());
    assertThat(ProcPid.self().sockets()).as("the parent's sockets").doesNotContain(inode);
    Set<ProcPid> holders =
        processes().stream()
            .filter(process -> process.sockets().contains(inode))
            .collect(Collectors.toSet());
    assertThat(holders).as("holders of the connection").hasSize(1);
    return holders.iterator().next();
  }

  Set<String> workers() {
    return server.stats().workers().stream().map(WorkerStats::name).collect(Collectors.toSet());
  }

  /**
   * Waits until it has been reaped: until then some of its threads may still be dying, and one that
   * waited in accept can take a connection with it.
   */
  void awaitGone(ProcPid dead) {
    Eventually.holds(() -> !processes().contains(dead), () -> dead + " is still there");
  }

  /** Waits until there are this many processes, none of them a zombie, and this one is gone. */
  void awaitReplaced(ProcPid dead, int processes) {
    Eventually.holds(
        () ->
            processes().size() == processes
                && !processes().contains(dead)
                && processes().stream().noneMatch(ProcPid::isZombie),
        () -> "processes " + processes() + " after the death of " + dead);
  }

  @Override
  public void close() {
    server.close();
    assertThat(processes()).as("children after close").isEmpty();
  }
}
