package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Clients that come and go as they please leave nothing behind, and others are served. */
class StormTest {

  private static final ServerConfig CONFIG = ServerConfig.defaults().withWorkers(3);
  private static final int CLIENTS = 200;

  /** Each is a process there. */
  private static final int CLIENTS_OF_MULTI_PROCESS = 15;

  private static final String LARGE = RawClient.get("/bytes?n=1048576").repeat(4);

  /** What they send before they go. */
  private static final List<String> SENT =
      List.of("", "GET / HT", RawClient.get("/"), LARGE, "BAD\r\n\r\n", "POST / HTTP/1.1\r\n");

  @FunctionalInterface
  private interface Leave {
    void leave(RawClient client) throws IOException;
  }

  static List<Choice> choices() {
    return Choice.all();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void ofConnectionsThatAreClosedAtOnce(Choice choice) throws Exception {
    storm(choice, RawClient::close);
  }

  @ParameterizedTest
  @MethodSource("choices")
  void ofResets(Choice choice) throws Exception {
    storm(choice, RawClient::reset);
  }

  private static void storm(Choice choice, Leave leave) throws Exception {
    int clients = choice.model() == Model.multi_process ? CLIENTS_OF_MULTI_PROCESS : CLIENTS;
    try (Server server = Started.server(choice, CONFIG, new Endpoints())) {
      for (int i = 0; i < clients; i++) {
        RawClient client = new RawClient(server.port());
        client.send(SENT.get(i % SENT.size()));
        leave.leave(client);
      }
      assertServes(server);
    }
  }

  /** The client goes while its request is being handled: nothing spins, nothing is lost. */
  @ParameterizedTest
  @MethodSource("choices")
  void ofClientsThatLeaveWhileTheyAreServed(Choice choice) throws Exception {
    try (Server server = Started.server(choice, CONFIG, new Endpoints())) {
      for (int i = 0; i < 2; i++) {
        RawClient reset = new RawClient(server.port());
        reset.send(RawClient.get("/sleep?us=50000")).reset();
        RawClient closed = new RawClient(server.port());
        closed.send(RawClient.get("/sleep?us=50000") + RawClient.get("/")).close();
      }
      try (RawClient half = new RawClient(server.port())) {
        half.send(RawClient.get("/sleep?us=50000")).shutdownOutput();
        assertThat(half.receive().status()).isEqualTo(200);
        assertThat(half.receiveAll()).isEmpty();
      }
      assertServes(server);
    }
  }

  /** Refused, it goes on sending: it reads its answer, and the server does not listen for long. */
  @ParameterizedTest
  @MethodSource("choices")
  void ofBytesBehindARefusal(Choice choice) throws Exception {
    String tooMuch = "x".repeat(8 << 20);
    try (Server server = Started.server(choice, CONFIG, new Endpoints())) {
      try (RawClient client = new RawClient(server.port())) {
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 8388608\r\n\r\n");
        client.send(tooMuch);
        assertThat(client.receive().status()).isEqualTo(413);
        assertThat(client.receiveAll()).isEmpty();
      }
      assertServes(server);
    }
  }

  private static void assertServes(Server server) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.send(RawClient.getAndClose("/")).receive().status()).isEqualTo(200);
    }
    Eventually.holds(() -> server.stats().live() == 0, () -> server.stats().toString());
  }
}
