package serverbench.references;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.Version;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serverbench.models.Eventually;
import serverbench.models.ProcSelf;
import serverbench.models.RawClient;
import serverbench.models.RawClient.Answer;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * What every reference must do alike, so that the same load fits it and a run can go on after it.
 */
class ReferenceContractTest {

  private static final String HELLO = "Hello, World!";

  @ParameterizedTest
  @EnumSource
  void answersEveryEndpoint(Reference reference) throws Exception {
    try (Server server = started(reference)) {
      assertThat(server.port()).isPositive();
      Answer hello = ask(server, RawClient.getAndClose("/"));
      assertThat(hello.status()).isEqualTo(200);
      assertThat(hello.text()).isEqualTo(HELLO);
      assertThat(hello.headers()).containsEntry("content-type", "text/plain").containsKey("date");
      assertThat(ask(server, RawClient.getAndClose("/health")).text()).isEqualTo("ok");
      Answer large = ask(server, RawClient.getAndClose("/bytes?n=70000"));
      assertThat(large.body()).hasSize(70_000).startsWith('a', 'b', 'c');
      assertThat(large.headers()).containsEntry("content-type", "application/octet-stream");
      assertThat(ask(server, RawClient.getAndClose("/cpu?rounds=3")).body()).hasSize(64);
      assertThat(ask(server, RawClient.getAndClose("/sleep?us=1000")).text()).isEqualTo("slept\n");
      assertThat(ask(server, RawClient.getAndClose("/nowhere")).status()).isEqualTo(404);
      assertThat(ask(server, RawClient.getAndClose("/bytes?n=many")).status()).isEqualTo(400);
      assertThat(ask(server, RawClient.getAndClose("/bytes?n=1&n=2")).status()).isEqualTo(400);
      assertThat(server.stats().requests()).isEqualTo(8);
      assertThat(server.stats().responses()).containsExactly(0L, 0L, 5L, 0L, 3L, 0L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheConnection(Reference reference) throws Exception {
    try (Server server = started(reference);
        RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 300; i++) {
        Answer answer = client.send(RawClient.get("/")).receive();
        assertThat(answer.text()).isEqualTo(HELLO);
        assertThat(answer.closes()).isFalse();
      }
      assertThat(client.send(RawClient.get("/sleep?us=1000")).receive().text())
          .isEqualTo("slept\n");
      client.send(RawClient.post("/echo", "first"));
      assertThat(client.receive().text()).isEqualTo("first");
      String large = "x".repeat(300_000);
      assertThat(client.send(RawClient.post("/echo", large)).receive().text()).isEqualTo(large);
    }
  }

  /**
   * As RFC 9112 section 9.6 asks. Helidon says that it closes and waits for the client to do so;
   * microhttp knows no Connection: close in HTTP/1.1. Clients close as well, so no load suffers.
   */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"helidon", "microhttp"})
  void closesWhenAsked(Reference reference) throws Exception {
    try (Server server = started(reference);
        RawClient client = new RawClient(server.port())) {
      assertThat(client.send(RawClient.getAndClose("/")).receive().text()).isEqualTo(HELLO);
      assertThat(client.atEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersPipelinedRequestsInOrder(Reference reference) throws Exception {
    try (Server server = started(reference);
        RawClient client = new RawClient(server.port())) {
      client.send(
          RawClient.get("/bytes?n=1") + RawClient.get("/sleep?us=2000") + RawClient.get("/health"));
      assertThat(client.receive().body()).hasSize(1);
      assertThat(client.receive().text()).isEqualTo("slept\n");
      assertThat(client.receive().text()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsNoBodyToHead(Reference reference) throws Exception {
    try (Server server = started(reference);
        RawClient client = new RawClient(server.port())) {
      client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n");
      Answer head = client.receiveHead();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.headers()).containsEntry("content-length", "13");
      // Were there a body, it would be taken for the next answer's head.
      assertThat(client.send(RawClient.get("/health")).receive().text()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAPortInUse(Reference reference) throws Exception {
    try (Server first = started(reference)) {
      ServerConfig same =
          ServerConfig.defaults().withAddress(ServerConfig.defaults().bind(), first.port());
      assertThatThrownBy(() -> reference.create(same, new Endpoints()).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehind(Reference reference) throws Exception {
    // The first rounds load what JDK and libraries keep for good: pollers, timers, classes.
    useAndClose(reference);
    useAndClose(reference);
    Set<String> threads = threadKinds();
    long files = ProcSelf.openFiles();
    for (int round = 0; round < 3; round++) {
      useAndClose(reference);
    }
    Eventually.holds(
        () -> threads.containsAll(threadKinds()),
        () -> "threads before " + threads + ", after " + threadKinds());
    Eventually.holds(
        () -> ProcSelf.openFiles() <= files,
        () -> files + " files before, " + ProcSelf.openFiles() + " after");
  }

  @ParameterizedTest
  @EnumSource
  void saysHowItIsSetUp(Reference reference) {
    assertThat(reference.settings(ServerConfig.defaults()))
        .hasEntrySatisfying("version", version -> assertThat(version).matches("[0-9]+\\..*"))
        .hasSizeGreaterThan(3);
  }

  /**
   * The client's Netty and the server's are one: two would be a matter of luck on the class path.
   */
  @Test
  void thereIsOneNetty() {
    assertThat(Version.identify().values().stream().map(Version::artifactVersion).distinct())
        .hasSize(1);
  }

  /** Closes with connections of every kind open, twice. */
  private static void useAndClose(Reference reference) throws Exception {
    Server server = started(reference);
    int port = server.port();
    try (RawClient done = new RawClient(port);
        RawClient idle = new RawClient(port);
        RawClient fresh = new RawClient(port)) {
      assertThat(done.send(RawClient.getAndClose("/")).receive().text()).isEqualTo(HELLO);
      assertThat(idle.send(RawClient.get("/sleep?us=0")).receive().status()).isEqualTo(200);
      server.close();
      server.close();
      assertThat(idle.isOver()).isTrue();
    }
    assertThatThrownBy(() -> new RawClient(port).close()).isInstanceOf(IOException.class);
  }

  private static Server started(Reference reference) throws Exception {
    reference.unsupported().ifPresent(reason -> Assumptions.abort(reference + ": " + reason));
    Server server = reference.create(ServerConfig.defaults(), new Endpoints());
    server.start();
    return server;
  }

  private static Answer ask(Server server, String request) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return client.send(request).receive();
    }
  }

  /** Names without their numbers: pools count on from one server to the next. */
  private static Set<String> threadKinds() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> thread.getName().replaceAll("[0-9]+", "N"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
