package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.http.Limits;
import serverbench.models.RawClient.Answer;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Whoever takes a connection and does nothing with it loses it, in every model. Waiting is most of
 * the work, so all models wait at the same time.
 */
class SlowClientTest {

  private static final Limits LIMITS =
      Limits.DEFAULT.withTimes(Duration.ofMillis(600), Duration.ofMillis(900));

  private static final long POURING_NANOS = Duration.ofMillis(1).toNanos();

  private static final ServerConfig CONFIG =
      ServerConfig.defaults().withWorkers(2).withLimits(LIMITS);

  private static AllAtOnce models;

  /** What a slow client finds, and a name for it. */
  private record Slow(String name, Check check) {}

  @FunctionalInterface
  private interface Check {
    void run(Server server) throws IOException;
  }

  private static final List<Slow> SLOW =
      List.of(
          new Slow("says nothing", server -> isClosedSilently(server, "")),
          new Slow("keeps its connection", server -> isClosedSilently(server, RawClient.get("/"))),
          new Slow("ends an empty line", server -> isClosedSilently(server, "\r\n")),
          new Slow("begins a request line", server -> isTimedOut(server, "GET / HT")),
          new Slow(
              "begins a header", server -> isTimedOut(server, "GET / HTTP/1.1\r\nHost: a\r\n")),
          new Slow("begins a body", server -> isTimedOut(server, post("Content-Length: 9", "x"))),
          new Slow(
              "begins a chunk",
              server -> isTimedOut(server, post("Transfer-Encoding: chunked", "5\r\nx"))),
          new Slow(
              "begins its second request",
              server -> isTimedOut(server, RawClient.get("/") + "GET / HTTP/1.1\r\nHost")),
          new Slow("sends its header octet by octet", SlowClientTest::trickles),
          new Slow("sends without a pause that a wait could notice", SlowClientTest::pours),
          new Slow("does not read", SlowClientTest::doesNotRead));

  static List<Choice> choices() {
    return Choice.all();
  }

  @BeforeAll
  static void begin() {
    models = new AllAtOnce(choices(), SlowClientTest::runSlowClients);
  }

  @AfterAll
  static void end() {
    models.close();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void losesItsConnection(Choice choice) throws Throwable {
    models.await(choice);
  }

  private static void runSlowClients(Choice choice) throws Exception {
    List<String> faults = new ArrayList<>();
    try (Server server = Started.server(choice, CONFIG, new Endpoints())) {
      for (Slow slow : SLOW) {
        try {
          slow.check.run(server);
        } catch (IOException | AssertionError e) {
          faults.add(slow.name + ": " + e);
        }
      }
      Eventually.holds(() -> server.stats().live() == 0, () -> server.stats().toString());
    }
    assertThat(faults).isEmpty();
  }

  private static String post(String framing, String body) {
    return "POST /echo HTTP/1.1\r\nHost: test\r\n" + framing + "\r\n\r\n" + body;
  }

  private static void isClosedSilently(Server server, String sent) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(sent);
      if (sent.startsWith("GET")) {
        assertThat(client.receive().closes()).isFalse();
      }
      assertThat(client.receiveAll()).isEmpty();
    }
  }

  private static void isTimedOut(Server server, String sent) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(sent);
      Answer answer = client.receive();
      if (answer.status() == 200) {
        answer = client.receive();
      }
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.closes()).isTrue();
      assertThat(client.receiveAll()).isEmpty();
    }
  }

  /** An octet now and then is no reason to wait on: the header has its time as a whole. */
  private static void trickles(Server server) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET / HTTP/1.1\r\nHost: test\r\nA: ");
      while (!client.hasReceived(Duration.ofMillis(50))) {
        client.send("b");
      }
      assertThat(client.receive().status()).isEqualTo(408);
    }
  }

  /**
   * The octets come faster than the kernel's clock ticks, so that no wait for one times out, and go
   * on after the refusal, until the connection takes no more.
   */
  private static void pours(Server server) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET / HTTP/1.1\r\nHost: test\r\nA: ");
      Thread pouring = Thread.ofPlatform().name("test-pouring").start(() -> pour(client));
      Answer answer = client.receive();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.closes()).isTrue();
      Eventually.holds(() -> !pouring.isAlive(), () -> "the server listens for ever");
      assertThat(client.isOver()).isTrue();
    }
  }

  private static void pour(RawClient client) {
    try {
      while (true) {
        client.send("b");
        LockSupport.parkNanos(POURING_NANOS);
      }
    } catch (IOException e) {
      // The server has closed the connection, or the test has given it up.
      return;
    }
  }

  /** Its answers fill what the kernel holds of them; then it is given up, and nothing is kept. */
  private static void doesNotRead(Server server) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.get("/bytes?n=1048576").repeat(40));
      Eventually.holds(() -> server.stats().live() == 0, () -> server.stats().toString());
    }
  }
}
