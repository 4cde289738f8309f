package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import serverbench.server.ServerConfig;

/** process_pool1: a fixed number of processes, all in accept on one and the same socket. */
class ProcessPool1ProofTest {

  private static final int PROCESSES = 3;

  @Test
  void everyProcessAcceptsOnTheSameSocket() throws Exception {
    long others = ProcPid.self().threadsIn(ProcPid.ACCEPT);
    try (ServedProcesses served = start()) {
      Set<Long> listening = TcpTable.listening(served.server().port());
      assertThat(listening).hasSize(1);
      assertThat(served.processes()).hasSize(PROCESSES);
      for (ProcPid process : served.processes()) {
        assertThat(process.sockets()).isEqualTo(listening);
        Eventually.holds(
            () -> process.threadsIn(ProcPid.ACCEPT) == 1, () -> process + " is not in accept");
      }
      assertThat(ProcPid.self().threadsIn(ProcPid.ACCEPT))
          .as("the parent accepts")
          .isEqualTo(others);
    }
  }

  @Test
  void processesStayForManyConnections() throws Exception {
    try (ServedProcesses served = start()) {
      Set<ProcPid> before = served.processes();
      for (int i = 1; i <= 30; i++) {
        served.ask();
        assertThat(served.server().stats().responsesTotal()).isEqualTo(i);
      }
      assertThat(served.processes()).isEqualTo(before);
      assertThat(served.workers())
          .containsExactlyInAnyOrderElementsOf(
              before.stream().map(process -> Long.toString(process.pid())).toList());
    }
  }

  @Test
  void aKilledProcessIsReplacedAndNoLaterRequestFails() throws Exception {
    try (ServedProcesses served = start();
        RawClient held = served.connectAndAsk();
        RawClient other = served.connectAndAsk()) {
      ProcPid victim = served.holderOf(held);
      assertThat(victim).isNotEqualTo(served.holderOf(other));
      victim.kill();
      for (int i = 0; i < 20; i++) {
        served.ask();
      }
      assertThatThrownBy(() -> held.send(RawClient.get("/")).receive())
          .isInstanceOf(IOException.class);
      assertThat(other.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      served.awaitReplaced(victim, PROCESSES);
    }
  }

  private static ServedProcesses start() throws Exception {
    return ServedProcesses.start(
        Model.process_pool1, Model.DEFAULT_VARIANT, ServerConfig.defaults().withWorkers(PROCESSES));
  }
}
