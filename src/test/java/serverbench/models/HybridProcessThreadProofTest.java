package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import serverbench.server.ServerConfig;

/** hybrid:process-thread: a few processes, and in each of them several threads in accept. */
class HybridProcessThreadProofTest {

  private static final int PROCESSES = 2;
  private static final int THREADS = 3;

  @Test
  void severalThreadsOfEachProcessAcceptOnOneSocket() throws Exception {
    try (ServedProcesses served = start()) {
      Set<Long> listening = TcpTable.listening(served.server().port());
      assertThat(listening).hasSize(1);
      assertThat(served.processes()).hasSize(PROCESSES);
      for (ProcPid process : served.processes()) {
        assertThat(process.sockets()).isEqualTo(listening);
        Eventually.holds(
            () -> process.threadsIn(ProcPid.ACCEPT) == THREADS,
            () -> process.threadsIn(ProcPid.ACCEPT) + " threads of " + process + " in accept");
      }
    }
  }

  @Test
  void aProcessHoldsAsManyConnectionsAsItHasThreads() throws Exception {
    try (ServedProcesses served = start()) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < PROCESSES * THREADS; i++) {
        clients.add(served.connectAndAsk());
      }
      Map<ProcPid, Long> held =
          clients.stream().collect(Collectors.groupingBy(served::holderOf, Collectors.counting()));
      assertThat(held).hasSize(PROCESSES).allSatisfy((pid, n) -> assertThat(n).isEqualTo(THREADS));
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aKilledProcessIsReplacedAndNoLaterRequestFails() throws Exception {
    try (ServedProcesses served = start();
        RawClient held = served.connectAndAsk()) {
      ProcPid victim = served.holderOf(held);
      victim.kill();
      served.awaitGone(victim);
      for (int i = 0; i < 20; i++) {
        served.ask();
      }
      served.awaitReplaced(victim, PROCESSES);
    }
  }

  private static ServedProcesses start() throws Exception {
    return ServedProcesses.start(
        Model.hybrid,
        "process-thread",
        ServerConfig.defaults().withReactors(PROCESSES).withWorkers(THREADS));
  }
}
