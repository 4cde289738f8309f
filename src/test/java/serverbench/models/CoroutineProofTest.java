package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static serverbench.models.modern.coroutine.ConnectionCoroutine.State.DONE;
import static serverbench.models.modern.coroutine.ConnectionCoroutine.State.INIT;
import static serverbench.models.modern.coroutine.ConnectionCoroutine.State.PROCESSING;
import static serverbench.models.modern.coroutine.ConnectionCoroutine.State.READING;
import static serverbench.models.modern.coroutine.ConnectionCoroutine.State.WRITING;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import serverbench.models.modern.coroutine.ConnectionCoroutine.State;
import serverbench.models.modern.coroutine.CoroutineServer;
import serverbench.net.FileLimit;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Model 13: states by hand, resumed on readiness; as many as there are descriptors, on a thread.
 */
class CoroutineProofTest {

  private static final String THREADS = "coroutine";

  /** Descriptors that the JVM, the build and the tests need besides. */
  private static final int OTHER_FILES = 400;

  private static final int MOST_CONNECTIONS = 10_000;

  @Test
  void goesThroughItsStatesAndYieldsInBetween() throws Exception {
    List<State> trace = new CopyOnWriteArrayList<>();
    try (Server server =
        new CoroutineServer(
            ServerConfig.defaults(), new Endpoints(), (socket, state) -> trace.add(state))) {
      server.start();
      try (RawClient slow = new RawClient(server.port())) {
        String request = RawClient.get("/");
        for (char octet : request.toCharArray()) {
          // While this one is in the middle of its request, others are served by the same thread.
          slow.send(String.valueOf(octet));
        }
        assertThat(slow.receive().status()).isEqualTo(200);
        assertThat(slow.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      Eventually.holds(() -> trace.contains(DONE), trace::toString);
    }
    assertThat(trace)
        .containsExactly(
            INIT, READING, PROCESSING, WRITING, READING, PROCESSING, WRITING, READING, DONE);
  }

  @Test
  void suspendsInTheMiddleOfARequestAndServesOthers() throws Exception {
    try (Server server = started();
        RawClient slow = new RawClient(server.port());
        RawClient other = new RawClient(server.port())) {
      for (char octet : RawClient.get("/").toCharArray()) {
        slow.send(String.valueOf(octet));
        assertThat(other.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      assertThat(slow.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void processesPipelinedRequestsWithoutReadingInBetween() throws Exception {
    List<State> trace = new CopyOnWriteArrayList<>();
    try (Server server =
            new CoroutineServer(
                ServerConfig.defaults(), new Endpoints(), (socket, state) -> trace.add(state));
        RawClient client = new RawClient(server.port())) {
      // Sent before the server looks, so that one receive finds all three.
      client.send(RawClient.get("/") + RawClient.get("/") + RawClient.getAndClose("/"));
      server.start();
      for (int i = 0; i < 3; i++) {
        assertThat(client.receive().status()).isEqualTo(200);
      }
      assertThat(client.atEnd()).isTrue();
    }
    assertThat(trace)
        .containsExactly(INIT, READING, PROCESSING, PROCESSING, PROCESSING, WRITING, DONE);
  }

  @Test
  void keepsAsManyAliveAsHalfTheFileLimitOnOneThread() throws Exception {
    int connections = Math.min(MOST_CONNECTIONS, (FileLimit.soft() - OTHER_FILES) / 2);
    Set<Integer> suspended = ConcurrentHashMap.newKeySet();
    try (Server server =
        new CoroutineServer(
            ServerConfig.defaults(),
            new Endpoints(),
            (socket, state) -> {
              if (state == READING) {
                suspended.add(socket);
              }
            })) {
      server.start();
      try (Clients clients = new Clients(server.port(), connections)) {
        Eventually.holds(
            () -> suspended.size() == connections, () -> suspended.size() + " suspended");
        assertThat(server.stats().live()).isEqualTo(connections);
        assertThat(ProcSelf.count(THREADS)).isEqualTo(1);
        Eventually.holds(
            () -> ProcSelf.count(THREADS, ProcSelf.EPOLL_WAIT) == 1, () -> "" + ProcSelf.threads());
        assertThat(clients.send(RawClient.get("/")).receive())
            .hasSize(connections)
            .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(ProcSelf.count(THREADS)).isEqualTo(1);
      }
    }
  }

  private static Server started() throws Exception {
    Server server =
        Model.coroutine.create(Model.DEFAULT_VARIANT, ServerConfig.defaults(), new Endpoints());
    server.start();
    return server;
  }
}
