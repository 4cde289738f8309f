package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** What the proofs of the models with one event loop have in common: they look at its thread. */
final class MultiplexingProof {

  private MultiplexingProof() {}

  static Server started(Model model, String variant) throws Exception {
    Server server = model.create(variant, ServerConfig.defaults(), new Endpoints());
    server.start();
    return server;
  }

  /**
   * The thread waits in this call before, between and behind its clients, and no other thread is
   * there for them.
   *
   * @param others threads of the server that have nothing to do with sockets
   */
  static void idlesIn(
      Set<Integer> syscalls, Model model, String variant, String thread, String... others)
      throws Exception {
    awaitGone(thread);
    Set<String> before = ProcSelf.threadNames();
    try (Server server = started(model, variant)) {
      ProcSelf.awaitIdleIn(syscalls, thread);
      Set<String> own = new TreeSet<>(ProcSelf.threadNames());
      own.removeAll(before);
      own.removeAll(Set.of(others));
      own.removeIf(name -> !name.startsWith(thread.substring(0, 4)));
      assertThat(own).containsExactly(thread);
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      ProcSelf.awaitIdleIn(syscalls, thread);
      assertThat(ProcSelf.threadNames().stream().filter(name -> name.equals(thread))).hasSize(1);
      for (RawClient client : clients) {
        client.close();
      }
      Eventually.holds(() -> server.stats().live() == 0, () -> server.stats().toString());
      ProcSelf.awaitIdleIn(syscalls, thread);
    }
  }

  /** The system calls of the server's thread while clients come, ask and go. */
  static Map<String, Integer> syscallsServing(
      Model model, String variant, String thread, int connections, int requests) throws Exception {
    awaitGone(thread);
    try (Server server = started(model, variant)) {
      serve(server, 3, 3);
      try (SyscallTrace trace = SyscallTrace.of(thread)) {
        serve(server, connections, requests);
        return trace.stop();
      }
    }
  }

  /** The kernel may show the thread of an earlier server a little longer than Java does. */
  private static void awaitGone(String thread) {
    Eventually.holds(
        () -> !ProcSelf.threadNames().contains(thread), () -> thread + " is still there");
  }

  private static void serve(Server server, int connections, int requests) throws Exception {
    for (int i = 0; i < connections; i++) {
      try (RawClient client = new RawClient(server.port())) {
        for (int j = 1; j < requests; j++) {
          assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        }
        assertThat(client.send(RawClient.getAndClose("/")).receive().closes()).isTrue();
        assertThat(client.atEnd()).isTrue();
      }
    }
  }
}
