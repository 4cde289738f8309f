package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Model poll: its one thread waits in poll(2), and in nothing else. */
@EnabledOnOs(OS.LINUX)
class PollProofTest {

  @Test
  void idlesInPoll() throws Exception {
    MultiplexingProof.idlesIn(ProcSelf.POLL, Model.poll, Model.DEFAULT_VARIANT, "poll-loop");
  }

  @Test
  void waitsInNothingElse() throws Exception {
    Set<String> calls =
        new HashSet<>(
            MultiplexingProof.syscallsServing(
                    Model.poll, Model.DEFAULT_VARIANT, "poll-loop", 10, 10)
                .keySet());
    assertThat(calls).containsAnyOf("poll", "ppoll").doesNotContain("epoll_ctl");
    calls.retainAll(SyscallTrace.WAITING);
    assertThat(calls).isSubsetOf("poll", "ppoll");
  }
}
