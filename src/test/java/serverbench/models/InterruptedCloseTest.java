package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * A thread that is interrupted closes a busy server: all is cut off at once, but close() frees
 * nothing that a thread could still use, and returns when none is left.
 */
class InterruptedCloseTest {

  private static final int CLIENTS = 8;
  private static final int ANSWERS_BEFORE_CLOSING = 40;
  private static final ServerConfig CONFIG = ServerConfig.defaults().withWorkers(4);

  /** What the JDK starts for itself when it is first asked for, and keeps. */
  private static final Pattern JDK =
      Pattern.compile(".*Poller.*|ForkJoinPool-.*|VirtualThread-.*|process reaper.*|test-.*");

  static List<Choice> choices() {
    return Choice.all();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void leavesNoThreadAndTheInterrupt(Choice choice) throws Exception {
    Set<Thread> before = threads();
    Server server = Started.server(choice, CONFIG);
    AtomicLong answers = new AtomicLong();
    List<Thread> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(
                i ->
                    Thread.ofPlatform()
                        .name("test-client-" + i)
                        .start(() -> ask(server.port(), answers)))
            .toList();
    Eventually.holds(() -> answers.get() >= ANSWERS_BEFORE_CLOSING, () -> answers + " answers");
    Set<Thread> serving = threads();
    serving.removeAll(before);
    Thread.currentThread().interrupt();
    server.close();
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(serving).noneMatch(Thread::isAlive);
    for (Thread client : clients) {
      client.join();
    }
    assertThat(ProcPid.self().children()).as("children, zombies too").isEmpty();
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !JDK.matcher(thread.getName()).matches())
        .collect(Collectors.toSet());
  }

  /** Connection after connection, until there is none any more. */
  private static void ask(int port, AtomicLong answers) {
    while (true) {
      try (RawClient client = new RawClient(port)) {
        askUntilItCloses(client, answers);
      } catch (IOException e) {
        // Refused or cut off: the server has closed, which ends this client.
        return;
      }
    }
  }

  private static void askUntilItCloses(RawClient client, AtomicLong answers) throws IOException {
    boolean closes = false;
    while (!closes) {
      closes = client.send(RawClient.get("/sleep?us=2000")).receive().closes();
      answers.incrementAndGet();
    }
  }
}
