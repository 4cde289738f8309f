package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.server.AccessLog;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** What the models with child processes have in common, and no other has. */
class ChildProcessesTest {

  /** Handlers cross to a child by the name of their class. */
  public static final class Greeting implements Handler {
    @Override
    public Response handle(Request request) {
      return Response.text(200, "greetings from " + ProcessHandle.current().pid());
    }

    @Override
    public boolean mayBlock(Request request) {
      return false;
    }
  }

  /** Can be made where the test says so, which it does not in a child. */
  public static final class Broken implements Handler {
    static boolean works;

    public Broken() {
      if (!works) {
        throw new IllegalStateException("this handler cannot be made (as the test wants it)");
      }
    }

    @Override
    public Response handle(Request request) {
      throw new AssertionError("never made in a child");
    }

    @Override
    public boolean mayBlock(Request request) {
      return false;
    }
  }

  private static final ServerConfig SMALL = ServerConfig.defaults().withWorkers(2).withReactors(2);

  static List<Choice> choices() {
    return Choice.all().stream()
        .filter(
            choice ->
                Set.of("multi_process", "process_pool1", "process_pool2", "hybrid:process-thread")
                    .contains(choice.label()))
        .toList();
  }

  @Test
  void allFourAreThere() {
    assertThat(choices()).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("choices")
  void childrenEndWithAParentThatIsKilled(Choice choice) throws Exception {
    Process parent = serve(choice);
    try (BufferedReader output = parent.inputReader()) {
      String ready = output.readLine();
      assertThat(ready).startsWith("READY");
      int port = Integer.parseInt(ready.replaceFirst(".*:(\\d+)/.*", "$1"));
      try (RawClient client = new RawClient(port)) {
        assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        Set<ProcPid> children = new ProcPid(parent.pid()).children();
        assertThat(children).isNotEmpty();
        parent.destroyForcibly().waitFor();
        Eventually.holds(
            () -> children.stream().allMatch(ProcPid::hasEnded), () -> "left over: " + children);
        assertThat(client.atEnd()).isTrue();
      }
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void manyRoundsLeaveNothingBehind(Choice choice) throws Exception {
    useAndClose(choice);
    long files = ProcSelf.openFiles();
    Set<String> threads = threadNames();
    for (int round = 0; round < 8; round++) {
      useAndClose(choice);
      assertThat(ProcPid.self().children()).isEmpty();
    }
    assertThat(ProcSelf.openFiles()).isEqualTo(files);
    assertThat(threads).containsAll(threadNames());
  }

  /** Only what the dead process held may fail; here each client asks once and never again. */
  @ParameterizedTest
  @MethodSource("choices")
  void aKillUnderLoadCostsWhatTheProcessHeld(Choice choice) throws Exception {
    AtomicInteger failed = new AtomicInteger();
    try (Server server = started(choice, new Endpoints());
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        running.add(clients.submit(() -> askOnce(server, failed)));
      }
      Eventually.holds(ChildProcessesTest::killOne, () -> "no process");
      for (Future<?> client : running) {
        client.get();
      }
      int heldAtOnce = choice.model() == Model.hybrid ? SMALL.workers() : 1;
      assertThat(failed.get()).isLessThanOrEqualTo(heldAtOnce);
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void handlersOfOtherClassesAreMadeInTheChild(Choice choice) throws Exception {
    try (Server server = started(choice, new Greeting());
        RawClient client = new RawClient(server.port())) {
      String greeting = client.send(RawClient.get("/")).receive().text();
      long pid = Long.parseLong(greeting.substring(greeting.lastIndexOf(' ') + 1));
      assertThat(ProcPid.self().children()).contains(new ProcPid(pid));
    }
  }

  @Test
  void aPoolWhoseProcessesCannotStartSaysSoAndLeavesNone() throws Exception {
    Broken.works = true;
    Handler broken = new Broken();
    try (Server server = Model.process_pool1.create(Model.DEFAULT_VARIANT, SMALL, broken)) {
      assertThatThrownBy(server::start)
          .isInstanceOf(IOException.class)
          .rootCause()
          .hasMessageContaining("in a row ended before they served: exit status 1");
    }
    assertThat(ProcPid.self().children()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void handlersThatCannotCrossAreRefused(Choice choice) {
    Handler local =
        new Handler() {
          @Override
          public Response handle(Request request) {
            return Response.text(200, "local");
          }

          @Override
          public boolean mayBlock(Request request) {
            return false;
          }
        };
    assertThatThrownBy(() -> choice.model().create(choice.variant(), SMALL, local).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("child processes")
        .hasMessageContaining(local.getClass().getName());
  }

  @ParameterizedTest
  @MethodSource("choices")
  void allProcessesWriteOneAccessLog(Choice choice, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("zugriffe-ü.log");
    try (AccessLog log = new AccessLog(new Endpoints(), file, InstantSource.system())) {
      try (Server server = started(choice, log)) {
        for (int i = 0; i < 10; i++) {
          try (RawClient client = new RawClient(server.port())) {
            client.send(RawClient.getAndClose("/bytes?n=" + i)).receive();
          }
        }
      }
    }
    assertThat(Files.readAllLines(file))
        .hasSize(10)
        .allMatch(line -> line.matches("- - - \\[[^]]+\\] \"GET /bytes\\?n=\\d\" 200 \\d"));
  }

  private static boolean killOne() {
    Optional<ProcPid> victim = ProcPid.self().children().stream().findFirst();
    victim.ifPresent(ProcPid::kill);
    return victim.isPresent();
  }

  private static void askOnce(Server server, AtomicInteger failed) {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.getAndClose("/")).receive();
    } catch (IOException e) {
      failed.incrementAndGet();
    }
  }

  private static void useAndClose(Choice choice) throws Exception {
    try (Server server = started(choice, new Endpoints());
        RawClient client = new RawClient(server.port())) {
      assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
    }
  }

  private static Server started(Choice choice, Handler handler) throws Exception {
    Server server = choice.model().create(choice.variant(), SMALL, handler);
    server.start();
    return server;
  }

  private static Process serve(Choice choice) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "serverbench.cli.Main",
                "serve",
                choice.label(),
                "0"));
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
  }

  private static Set<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }
}
