package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.models.RawClient.Answer;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** What every model and variant must do alike, whatever its mechanism. */
class ContractTest {

  private static final String HELLO = "Hello, World!";

  /** Few workers: in the process models each is a JVM to be started. */
  private static final ServerConfig CONFIG = ServerConfig.defaults().withWorkers(4);

  static List<Choice> choices() {
    return Choice.all();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void answersEveryEndpoint(Choice choice) throws Exception {
    try (Server server = Started.server(choice, CONFIG)) {
      assertThat(server.port()).isPositive();
      Answer hello = ask(server, RawClient.getAndClose("/"));
      assertThat(hello.status()).isEqualTo(200);
      assertThat(hello.text()).isEqualTo(HELLO);
      assertThat(hello.headers()).containsEntry("content-type", "text/plain").containsKey("date");
      assertThat(ask(server, RawClient.getAndClose("/health")).text()).isEqualTo("ok");
      assertThat(ask(server, RawClient.getAndClose("/bytes?n=70000")).body()).hasSize(70_000);
      assertThat(ask(server, RawClient.getAndClose("/cpu?rounds=3")).status()).isEqualTo(200);
      assertThat(ask(server, RawClient.getAndClose("/sleep?us=1000")).status()).isEqualTo(200);
      assertThat(ask(server, RawClient.getAndClose("/nowhere")).status()).isEqualTo(404);
      assertThat(ask(server, RawClient.getAndClose("/bytes?n=many")).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void keepsTheConnection(Choice choice) throws Exception {
    try (Server server = Started.server(choice, CONFIG);
        RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 20; i++) {
        Answer answer = client.send(RawClient.get("/")).receive();
        assertThat(answer.text()).isEqualTo(HELLO);
        assertThat(answer.closes()).isFalse();
      }
      assertThat(client.send(RawClient.getAndClose("/")).receive().closes()).isTrue();
      assertThat(client.atEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void answersPipelinedRequestsInOrder(Choice choice) throws Exception {
    try (Server server = Started.server(choice, CONFIG);
        RawClient client = new RawClient(server.port())) {
      client.send(
          IntStream.rangeClosed(1, 64)
              .mapToObj(n -> RawClient.get("/bytes?n=" + n))
              .collect(Collectors.joining()));
      for (int n = 1; n <= 64; n++) {
        assertThat(client.receive().body()).hasSize(n);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void takesARequestByteByByte(Choice choice) throws Exception {
    try (Server server = Started.server(choice, CONFIG);
        RawClient client = new RawClient(server.port())) {
      for (char octet : RawClient.post("/echo", "slowly").toCharArray()) {
        client.send(String.valueOf(octet));
      }
      assertThat(client.receive().text()).isEqualTo("slowly");
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void answersAfterTheClientHasShutDownItsSide(Choice choice) throws Exception {
    try (Server server = Started.server(choice, CONFIG);
        RawClient client = new RawClient(server.port())) {
      client.send(RawClient.get("/") + RawClient.get("/bytes?n=5")).shutdownOutput();
      assertThat(client.receive().text()).isEqualTo(HELLO);
      assertThat(client.receive().body()).hasSize(5);
      assertThat(client.atEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void consumesBodies(Choice choice) throws Exception {
    String large = "x".repeat(300_000);
    try (Server server = Started.server(choice, CONFIG);
        RawClient client = new RawClient(server.port())) {
      client.send(RawClient.post("/echo", "first") + RawClient.post("/health", "unread"));
      client.send(RawClient.get("/"));
      assertThat(client.receive().text()).isEqualTo("first");
      assertThat(client.receive().status()).isEqualTo(405);
      assertThat(client.receive().text()).isEqualTo(HELLO);
      assertThat(client.send(RawClient.post("/echo", large)).receive().text()).isEqualTo(large);
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void refusesWhatIsMalformedAndCloses(Choice choice) throws Exception {
    try (Server server = Started.server(choice, CONFIG);
        RawClient client = new RawClient(server.port())) {
      Answer answer = client.send("GET / HTTP/1.1\r\nno colon\r\n\r\n").receive();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.closes()).isTrue();
      assertThat(client.atEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void serves200ClientsAtOnce(Choice choice) throws Exception {
    try (Server server = Started.server(choice, CONFIG);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Answer> client = () -> ask(server, RawClient.getAndClose("/"));
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(clients.submit(client));
      }
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().text()).isEqualTo(HELLO);
      }
      Eventually.holds(() -> server.stats().live() == 0, () -> server.stats().toString());
      assertThat(server.stats().accepted()).isEqualTo(200);
      assertThat(server.stats().requests()).isEqualTo(200);
      assertThat(server.stats().responses().get(2)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void refusesAPortInUse(Choice choice) throws Exception {
    try (Server first = Started.server(choice, CONFIG)) {
      ServerConfig same =
          ServerConfig.defaults().withAddress(ServerConfig.defaults().bind(), first.port());
      assertThatThrownBy(
              () -> choice.model().create(choice.variant(), same, new Endpoints()).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void leavesNothingBehind(Choice choice) throws Exception {
    // The first rounds load what the JDK keeps for good: poller threads, their descriptors.
    useAndClose(choice);
    useAndClose(choice);
    Set<String> threads = threadNames();
    long files = ProcSelf.openFiles();
    for (int round = 0; round < 3; round++) {
      useAndClose(choice);
    }
    Eventually.holds(
        () -> threads.containsAll(threadNames()),
        () -> "threads before " + threads + ", after " + threadNames());
    Eventually.holds(
        () -> ProcSelf.openFiles() <= files,
        () -> files + " files before, " + ProcSelf.openFiles() + " after");
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  /** Closes with connections of every kind open, twice. */
  private static void useAndClose(Choice choice) throws Exception {
    Server server = Started.server(choice, CONFIG);
    try (RawClient done = new RawClient(server.port());
        RawClient idle = new RawClient(server.port());
        RawClient fresh = new RawClient(server.port())) {
      assertThat(done.send(RawClient.getAndClose("/")).receive().text()).isEqualTo(HELLO);
      assertThat(idle.send(RawClient.get("/")).receive().text()).isEqualTo(HELLO);
      server.close();
      server.close();
      assertThat(idle.atEnd()).isTrue();
    }
    assertThatThrownBy(() -> new RawClient(server.port()).close()).isInstanceOf(IOException.class);
  }

  private static Answer ask(Server server, String request) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return client.send(request).receive();
    }
  }

  private static Set<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
