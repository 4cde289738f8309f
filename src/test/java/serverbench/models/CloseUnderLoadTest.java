package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.measure.NameRules;
import serverbench.measure.Side;
import serverbench.models.RawClient.Answer;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Closes each server again and again while clients ask as fast as they can. The full count:
 *
 * <pre>
 *   ./run-bench.sh test -Dtest=CloseUnderLoadTest -Dserverbench.closes=100
 * </pre>
 */
class CloseUnderLoadTest {

  private static final int CLOSES = Integer.getInteger("serverbench.closes", 2);
  private static final int CLIENTS = 8;
  private static final int ANSWERS_BEFORE_CLOSING = 40;
  private static final ServerConfig CONFIG = ServerConfig.defaults().withWorkers(4);

  static List<Choice> choices() {
    return Choice.all();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void leavesNothingBehind(Choice choice) throws Exception {
    // The first ones load what the JDK keeps for good: poller threads, their descriptors.
    closeUnderLoad(choice);
    closeUnderLoad(choice);
    Set<String> threads = threadNames();
    long files = ProcSelf.openFiles();
    for (int close = 0; close < CLOSES; close++) {
      closeUnderLoad(choice);
    }
    Eventually.holds(
        () -> threads.containsAll(threadNames()),
        () -> "threads before " + threads + ", after " + threadNames());
    Eventually.holds(
        () -> ProcSelf.openFiles() <= files,
        () -> files + " files before, " + ProcSelf.openFiles() + " after");
    assertThat(ProcPid.self().children()).as("children, zombies too").isEmpty();
  }

  /** Without the JVM's collectors and compilers, which come and go as there is work. */
  private static Set<String> threadNames() {
    Set<String> names = ProcSelf.threadNames();
    names.removeIf(name -> NameRules.hotspot().side(name) != Side.SERVER);
    return names;
  }

  private static void closeUnderLoad(Choice choice) throws Exception {
    Server server = Started.server(choice, CONFIG);
    AtomicLong answers = new AtomicLong();
    AtomicReference<String> wrong = new AtomicReference<>();
    List<Thread> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(
                i ->
                    Thread.ofPlatform()
                        .name("test-client-" + i)
                        .start(() -> ask(server.port(), answers, wrong)))
            .toList();
    Eventually.holds(
        () -> answers.get() >= ANSWERS_BEFORE_CLOSING, () -> answers + " answers, " + wrong);
    server.close();
    for (Thread client : clients) {
      client.join();
    }
    assertThat(wrong.get()).isNull();
  }

  /** Connection after connection, until there is none any more. */
  private static void ask(int port, AtomicLong answers, AtomicReference<String> wrong) {
    try {
      while (true) {
        try (RawClient client = new RawClient(port)) {
          askUntilItCloses(client, answers, wrong);
        }
      }
    } catch (IOException e) {
      // Refused or reset: the server has closed, which ends this client.
      return;
    }
  }

  private static void askUntilItCloses(
      RawClient client, AtomicLong answers, AtomicReference<String> wrong) throws IOException {
    boolean closes = false;
    while (!closes) {
      Answer answer = client.send(RawClient.get("/")).receive();
      if (answer.status() != 200 || !answer.text().equals("Hello, World!")) {
        wrong.compareAndSet(null, answer.status() + " " + answer.text());
      }
      answers.incrementAndGet();
      closes = answer.closes();
    }
  }
}
