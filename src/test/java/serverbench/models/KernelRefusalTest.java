package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * What the kernel refuses for the sake of one connection costs that connection, and nobody else
 * anything. strace makes the first call of the server's thread fail that is made once it watches.
 */
@EnabledOnOs(OS.LINUX)
class KernelRefusalTest {

  private static final ServerConfig CONFIG = ServerConfig.defaults().withWorkers(1).withReactors(1);

  /** The calls in which the threads of these models wait for something to do. */
  private static final Set<Integer> IDLE =
      Stream.of(ProcSelf.EPOLL_WAIT, ProcSelf.FUTEX)
          .flatMap(Set::stream)
          .collect(Collectors.toSet());

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

  /** One model for each way to watch a connection. */
  @ParameterizedTest
  @CsvSource({
    "epoll,             epoll-loop",
    "reactor,           reactor-accepti",
    "event_loop,        event_loop-loop",
    "coroutine,         coroutine-sched",
    "leader_follower,   leader_follower",
    "pipeline,          pipeline-intake",
    "hybrid,            hybrid-reactor-",
    "actor,             actor-dispatch-",
    "fiber:cooperative, fibers-schedule",
  })
  void aConnectionThatThePollerCannotTakeIsClosedAlone(String label, String thread)
      throws Exception {
    awaitGone(thread);
    try (Server server = Started.server(choice(label), CONFIG);
        RawClient before = new RawClient(server.port())) {
      assertThat(before.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      // Nothing of the first connection is under way when the next call is made to fail.
      ProcSelf.awaitIdleIn(IDLE, thread);
      try (SyscallTrace trace = refusing(thread, "epoll_ctl:error=ENOSPC")) {
        try (RawClient refused = new RawClient(server.port())) {
          assertThat(refused.isOver()).isTrue();
        }
        Eventually.holds(trace::hasInjected, () -> "nothing was refused");
      }
      ServerStats stats = server.stats();
      assertThat(stats.refused() + stats.connectionErrors()).isEqualTo(1);
      assertServes(server);
      assertThat(before.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      Eventually.holds(() -> server.stats().live() == 1, () -> server.stats().toString());
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
