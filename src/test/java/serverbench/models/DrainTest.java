package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.models.RawClient.Answer;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** What close() owes to those who are connected, and to those who come too late. */
class DrainTest {

  private static final ServerConfig CONFIG = ServerConfig.defaults().withWorkers(4);

  /** One connection at a time: what waits behind it has not been accepted. */
  private static final Set<Model> SERIAL = Set.of(Model.single_process);

  private static final int LARGE = 1 << 20;

  static List<Choice> choices() {
    return Choice.all();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void aRequestInTheHandlerIsAnsweredAndNewConnectionsAreRefused(Choice choice) throws Exception {
    Server server = Started.server(choice, CONFIG);
    try (RawClient busy = new RawClient(server.port())) {
      assertThat(busy.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      busy.send(RawClient.get("/sleep?us=800000"));
      Eventually.holds(() -> server.stats().requests() >= 2, () -> server.stats().toString());
      Thread closing = Thread.ofPlatform().start(server::close);
      // Refused long before the answer is due, also where the only thread is in the handler.
      Eventually.holds(() -> isRefused(server.port()), () -> "still accepts");
      Answer answer = busy.receive();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("slept\n");
      assertThat(answer.closes()).isTrue();
      assertThat(busy.atEnd()).isTrue();
      assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void aSlowReaderGetsItsWholeAnswerAndTheIdleAreClosed(Choice choice) throws Exception {
    Server server = Started.server(choice, CONFIG);
    try (RawClient slow = RawClient.withSmallBuffer(server.port())) {
      slow.send(RawClient.get("/bytes?n=" + LARGE));
      Eventually.holds(() -> server.stats().requests() >= 1, () -> server.stats().toString());
      RawClient idle = null;
      if (!SERIAL.contains(choice.model())) {
        idle = new RawClient(server.port());
        assertThat(idle.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      Thread closing = Thread.ofPlatform().start(server::close);
      if (idle != null) {
        assertThat(idle.atEnd()).isTrue();
        idle.close();
      }
      assertThat(slow.receive().body()).hasSize(LARGE);
      assertThat(slow.atEnd()).isTrue();
      assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void aRequestOfWhichPartHasComeIsAnsweredWhenTheRestComes(Choice choice) throws Exception {
    Server server = Started.server(choice, CONFIG);
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      String upload = RawClient.post("/echo", "half of it, and the rest");
      // Whoever has read the second part has dealt with the first one, and knows of the request.
      client.send(upload.substring(0, 10));
      awaitRead(client);
      client.send(upload.substring(10, upload.length() - 8));
      awaitRead(client);
      Thread closing = Thread.ofPlatform().start(server::close);
      Eventually.holds(() -> isRefused(server.port()), () -> "still accepts");
      client.send(upload.substring(upload.length() - 8));
      Answer answer = client.receive();
      assertThat(answer.text()).isEqualTo("half of it, and the rest");
      assertThat(client.atEnd()).isTrue();
      assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  /** Until the server has taken everything that was sent out of its socket. */
  private static void awaitRead(RawClient client) {
    Eventually.holds(
        () -> TcpTable.unreadBytes(client.localPort()) == 0,
        () -> TcpTable.unreadBytes(client.localPort()) + " bytes unread");
  }

  private static boolean isRefused(int port) {
    try (RawClient late = new RawClient(port)) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
