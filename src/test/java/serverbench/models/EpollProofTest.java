package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serverbench.models.RawClient.Answer;
import serverbench.server.Server;

/** Model epoll: its one thread waits in epoll_wait(2); the trigger is what the variant says. */
@EnabledOnOs(OS.LINUX)
class EpollProofTest {

  private static final int EDGE = 1 << 31;

  @ParameterizedTest
  @CsvSource({"default, epoll-loop", "et, epoll-et-loop"})
  void idlesInEpollWait(String variant, String thread) throws Exception {
    MultiplexingProof.idlesIn(ProcSelf.EPOLL_WAIT, Model.epoll, variant, thread);
  }

  @ParameterizedTest
  @CsvSource({"default, epoll-loop", "et, epoll-et-loop"})
  void waitsInNothingElse(String variant, String thread) throws Exception {
    Set<String> calls =
        new HashSet<>(
            MultiplexingProof.syscallsServing(Model.epoll, variant, thread, 10, 10).keySet());
    assertThat(calls).contains("epoll_ctl");
    calls.retainAll(SyscallTrace.WAITING);
    assertThat(calls).isNotEmpty().isSubsetOf("epoll_wait", "epoll_pwait");
  }

  @Test
  void theKernelKnowsTheTrigger() throws Exception {
    assertThat(maskOfAConnection("default") & EDGE).isZero();
    assertThat(maskOfAConnection("et") & EDGE).isEqualTo(EDGE);
  }

  /** More than fits one receive, in one edge: who stops before EAGAIN never hears of the rest. */
  @Test
  void edgeTriggeredDrainsUntilThereIsNothing() throws Exception {
    String large = "x".repeat(1 << 20);
    try (Server server = MultiplexingProof.started(Model.epoll, "et");
        RawClient busy = new RawClient(server.port());
        RawClient other = new RawClient(server.port())) {
      for (int i = 0; i < 5; i++) {
        busy.send(RawClient.post("/echo", large));
        assertThat(other.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        Answer answer = busy.receive();
        assertThat(answer.body()).hasSize(large.length());
      }
    }
  }

  /** The events that the server's epoll descriptor watches a connection for. */
  private static int maskOfAConnection(String variant) throws Exception {
    try (Server server = MultiplexingProof.started(Model.epoll, variant)) {
      Set<EpollSets.Watch> before = EpollSets.watches();
      try (RawClient client = new RawClient(server.port())) {
        assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        Set<EpollSets.Watch> after = EpollSets.watches();
        after.removeAll(before);
        assertThat(after).hasSize(1);
        return after.iterator().next().events();
      }
    }
  }
}
