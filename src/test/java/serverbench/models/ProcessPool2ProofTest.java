package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats.WorkerStats;

/** process_pool2: as many listening sockets on the port as processes, one in each. */
class ProcessPool2ProofTest {

  private static final int PROCESSES = 3;

  @Test
  void everyProcessAcceptsOnASocketOfItsOwn() throws Exception {
    long others = ProcPid.self().threadsIn(ProcPid.ACCEPT);
    try (ServedProcesses served = start()) {
      Set<Long> listening = TcpTable.listening(served.server().port());
      assertThat(listening).hasSize(PROCESSES);
      Set<Long> had = new HashSet<>();
      for (ProcPid process : served.processes()) {
        assertThat(process.sockets()).hasSize(1);
        had.addAll(process.sockets());
        Eventually.holds(
            () -> process.threadsIn(ProcPid.ACCEPT) == 1, () -> process + " is not in accept");
      }
      assertThat(had).isEqualTo(listening);
      assertThat(ProcPid.self().threadsIn(ProcPid.ACCEPT))
          .as("the parent accepts")
          .isEqualTo(others);
    }
  }

  @Test
  void recordsHowTheKernelSpreadsConnections() throws Exception {
    try (ServedProcesses served = start()) {
      for (int i = 0; i < 60; i++) {
        served.ask();
      }
      List<Long> shares =
          served.server().stats().workers().stream().map(WorkerStats::responses).toList();
      assertThat(shares).hasSize(PROCESSES);
      assertThat(shares.stream().mapToLong(Long::longValue).sum()).isEqualTo(60);
      // That one process gets none of 60 has a probability of 3 * (2/3)^60, about 1e-10.
      assertThat(shares).allMatch(share -> share > 0);
    }
  }

  /** Also what came to the dead process's own socket: its successor finds it there. */
  @Test
  void aKilledProcessIsReplacedAndNoLaterRequestFails() throws Exception {
    try (ServedProcesses served = start();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      ProcPid victim = served.processes().iterator().next();
      Set<Long> socket = victim.sockets();
      victim.kill();
      served.awaitGone(victim);
      List<Future<?>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(
            clients.submit(
                () -> {
                  served.ask();
                  return null;
                }));
      }
      for (Future<?> answer : answers) {
        answer.get();
      }
      served.awaitReplaced(victim, PROCESSES);
      // One that has just answered may still hold that connection too.
      Eventually.holds(
          () -> served.processes().stream().map(ProcPid::sockets).anyMatch(socket::equals),
          () -> socket + " is held by none of " + served.processes());
      assertThat(TcpTable.listening(served.server().port())).hasSize(PROCESSES);
    }
  }

  private static ServedProcesses start() throws Exception {
    return ServedProcesses.start(
        Model.process_pool2, Model.DEFAULT_VARIANT, ServerConfig.defaults().withWorkers(PROCESSES));
  }
}
