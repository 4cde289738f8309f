package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.http.Limits;
import serverbench.models.RawClient.Answer;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** What can go wrong with operations in flight, in both implementations of the proactor. */
class ProactorConnectionTest {

  /** More than a busy machine may take between two steps of a test. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static final Duration LONG = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(strings = {"default", "nio2"})
  void closesAnIdleConnection(String variant) throws Exception {
    try (Server server = started(variant, Limits.DEFAULT.withTimes(LONG, SHORT));
        RawClient fresh = new RawClient(server.port());
        RawClient used = new RawClient(server.port())) {
      assertThat(used.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      assertThat(used.atEnd()).isTrue();
      assertThat(fresh.atEnd()).isTrue();
      Eventually.holds(() -> server.stats().live() == 0, () -> server.stats().toString());
      assertThat(server.stats().connectionErrors()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "nio2"})
  void answers408ToAHalfSentRequest(String variant) throws Exception {
    try (Server server = started(variant, Limits.DEFAULT.withTimes(SHORT, LONG));
        RawClient client = new RawClient(server.port())) {
      Answer answer = client.send("GET / HTTP/1.1\r\nHost: t").receive();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.closes()).isTrue();
      assertThat(client.atEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "nio2"})
  void closesAConnectionWhoseClientDoesNotRead(String variant) throws Exception {
    try (Server server = started(variant, Limits.DEFAULT.withTimes(LONG, SHORT));
        RawClient client = new RawClient(server.port())) {
      // Far more than the buffers of both sockets hold.
      for (int i = 0; i < 30; i++) {
        client.send(RawClient.get("/bytes?n=1000000"));
      }
      Eventually.holds(
          () -> server.stats().accepted() == 1 && server.stats().live() == 0,
          () -> server.stats().toString());
      assertThat(server.stats().requests()).isLessThan(30);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "nio2"})
  void stopsReadingFromAClientThatDoesNotReadAndGoesOnWhenItDoes(String variant) throws Exception {
    int requests = 200;
    try (Server server = started(variant, Limits.DEFAULT);
        RawClient client = new RawClient(server.port());
        RawClient other = new RawClient(server.port())) {
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < requests; i++) {
                        client.send(RawClient.get("/bytes?n=300000"));
                      }
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  });
      Eventually.holds(() -> server.stats().requests() > 0, () -> server.stats().toString());
      assertThat(other.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      for (int i = 0; i < requests; i++) {
        assertThat(client.receive().body()).hasSize(300_000);
      }
      sender.join();
      assertThat(server.stats().requests()).isEqualTo(requests + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "nio2"})
  void survivesClientsThatReset(String variant) throws Exception {
    try (Server server = started(variant, Limits.DEFAULT)) {
      for (int i = 0; i < 50; i++) {
        RawClient client = new RawClient(server.port());
        client.send(RawClient.get("/bytes?n=1000000") + "GET / HT");
        client.reset();
      }
      Eventually.holds(
          () -> server.stats().accepted() == 50 && server.stats().live() == 0,
          () -> server.stats().toString());
      assertThat(server.stats().connectionErrors()).isPositive();
      try (RawClient client = new RawClient(server.port())) {
        assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "nio2"})
  void acceptsNoMoreThanTheLimitAndGoesOnBelowIt(String variant) throws Exception {
    ServerConfig defaults = ServerConfig.defaults();
    // A backlog below the limit, so that the multishot accept has to give way on the way there.
    ServerConfig config =
        new ServerConfig(defaults.bind(), 0, 2, Limits.DEFAULT.withConnections(4), 1, 1, 1, 1);
    try (Server server = Model.proactor.create(variant, config, new Endpoints())) {
      server.start();
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      try (RawClient waiting = new RawClient(server.port())) {
        waiting.send(RawClient.getAndClose("/"));
        assertThat(clients.getFirst().send(RawClient.get("/")).receive().status()).isEqualTo(200);
        assertThat(server.stats().accepted()).isEqualTo(4);
        clients.getFirst().close();
        assertThat(waiting.receive().status()).isEqualTo(200);
      }
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "nio2"})
  void servesMoreConnectionsThanThereAreProvidedBuffers(String variant) throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try (Server server = started(variant, Limits.DEFAULT)) {
      for (int i = 0; i < 600; i++) {
        clients.add(new RawClient(server.port()));
      }
      for (int round = 0; round < 3; round++) {
        for (RawClient client : clients) {
          client.send(RawClient.post("/echo", "round " + round));
        }
        for (RawClient client : clients) {
          assertThat(client.receive().text()).isEqualTo("round " + round);
        }
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "nio2"})
  void aBodyThatArrivesInPartsIsPutTogether(String variant) throws Exception {
    String body = "0123456789".repeat(60_000);
    try (Server server = started(variant, Limits.DEFAULT);
        RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(RawClient.post("/echo", body)).receive().text()).isEqualTo(body);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "nio2"})
  void stopsWhileClientsAreInTheMiddleOfEverything(String variant) throws Exception {
    for (int round = 0; round < 20; round++) {
      List<RawClient> clients = new ArrayList<>();
      Server server = started(variant, Limits.DEFAULT);
      for (int i = 0; i < 10; i++) {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        if (i % 3 == 1) {
          client.send(RawClient.get("/"));
        }
      }
      server.close();
      assertThat(server.stats().live()).isZero();
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  private static Server started(String variant, Limits limits) throws Exception {
    Server server =
        Model.proactor.create(variant, ServerConfig.defaults().withLimits(limits), new Endpoints());
    server.start();
    return server;
  }
}
