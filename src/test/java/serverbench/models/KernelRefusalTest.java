package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * What the kernel refuses for the sake of one connection costs that connection, and nobody else
 * anything. strace makes the first call of the server's thread fail that is made once it watches.
 */
@EnabledOnOs(OS.LINUX)
class KernelRefusalTest {

  private static final ServerConfig CONFIG = ServerConfig.defaults().withWorkers(1).withReactors(1);

  /** One model for each way to accept through accept(2). */
  @ParameterizedTest
  @CsvSource({
    "multi_thread,      multi_thread-ac",
    "epoll,             epoll-loop",
    "fiber:cooperative, fibers-schedule",
  })
  void anErrorOfTheNewSocketDoesNotStopTheAccepting(String label, String thread) throws Exception {
    awaitGone(thread);
    try (Server server = Started.server(choice(label), CONFIG)) {
      assertServes(server);
      try (SyscallTrace trace = refusing(thread, "accept4:error=ENETDOWN")) {
        assertServes(server);
        assertServes(server);
        Eventually.holds(trace::hasInjected, () -> "nothing was refused");
      }
    }
  }

  /** The kernel may show the thread of an earlier server a little longer than Java does. */
  private static void awaitGone(String thread) {
    Eventually.holds(() -> ProcSelf.threadId(thread).isEmpty(), () -> thread + " is still there");
  }

  private static SyscallTrace refusing(String thread, String fault) throws Exception {
    return SyscallTrace.of(thread, "-e", "inject=" + fault + ":when=1");
  }

  private static void assertServes(Server server) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.send(RawClient.getAndClose("/")).receive().status()).isEqualTo(200);
      assertThat(client.isOver()).isTrue();
    }
  }

  private static Choice choice(String label) {
    List<Choice> all = Choice.all();
    return all.stream().filter(choice -> choice.label().equals(label)).findFirst().orElseThrow();
  }
}
