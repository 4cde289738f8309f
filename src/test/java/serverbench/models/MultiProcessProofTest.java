package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import serverbench.http.Limits;
import serverbench.server.ServerConfig;

/** multi_process: a process for each connection, seen from the kernel's tables. */
class MultiProcessProofTest {

  @Test
  void everyConnectionHasAProcessOfItsOwn() throws Exception {
    try (ServedProcesses served = start(4)) {
      assertThat(served.processes()).isEmpty();
      List<RawClient> clients = new ArrayList<>();
      Set<ProcPid> holders = new HashSet<>();
      Set<String> names = new HashSet<>();
      for (int i = 1; i <= 4; i++) {
        RawClient client = served.connectAndAsk();
        // While a process starts on a busy machine the others must not think their clients idle.
        for (RawClient other : clients) {
          assertThat(other.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        }
        clients.add(client);
        ProcPid holder = served.holderOf(client);
        assertThat(holder).isNotEqualTo(ProcPid.self());
        assertThat(holders.add(holder)).as("another process").isTrue();
        names.add(Long.toString(holder.pid()));
        // Nothing else was inherited: not the listening socket, not another connection.
        Set<Long> sockets = holder.sockets();
        sockets.retainAll(TcpTable.of(served.server().port()));
        assertThat(sockets)
            .containsExactly(TcpTable.accepted(served.server().port(), client.localPort()));
        assertThat(holder.sockets()).doesNotContainAnyElementsOf(ProcPid.self().sockets());
      }
      assertThat(served.processes()).isEqualTo(holders);
      assertThat(served.workers()).isEqualTo(names);
      for (RawClient client : clients) {
        client.close();
      }
      Eventually.holds(() -> served.processes().isEmpty(), () -> served.processes().toString());
    }
  }

  @Test
  void aKilledProcessBreaksItsConnectionAlone() throws Exception {
    try (ServedProcesses served = start(4);
        RawClient first = served.connectAndAsk();
        RawClient second = served.connectAndAsk();
        RawClient third = served.connectAndAsk()) {
      ProcPid victim = served.holderOf(second);
      victim.kill();
      assertThatThrownBy(() -> second.send(RawClient.get("/")).receive())
          .isInstanceOf(IOException.class);
      assertThat(first.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      assertThat(third.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      served.ask();
      Eventually.holds(
          () -> !served.processes().contains(victim), () -> victim + " was not reaped");
      assertThat(served.server().stats().connectionErrors()).isEqualTo(1);
    }
  }

  @Test
  void acceptsNoMoreWhileAsManyLiveAsMay() throws Exception {
    try (ServedProcesses served = start(2);
        RawClient first = served.connectAndAsk();
        RawClient second = served.connectAndAsk();
        RawClient third = served.connect()) {
      third.send(RawClient.get("/"));
      assertThat(served.processes()).hasSize(2);
      assertThat(served.server().stats().accepted()).isEqualTo(2);
      assertThat(TcpTable.accepted(served.server().port(), third.localPort())).isZero();
      assertThat(first.send(RawClient.getAndClose("/")).receive().closes()).isTrue();
      assertThat(third.receive().status()).isEqualTo(200);
      assertThat(second.send(RawClient.get("/")).receive().status()).isEqualTo(200);
    }
  }

  @Test
  void countsWhatItsProcessesAnswered() throws Exception {
    try (ServedProcesses served = start(2);
        RawClient client = served.connect()) {
      for (int i = 1; i <= 5; i++) {
        client.send(RawClient.get("/")).receive();
        assertThat(served.server().stats().requests()).isEqualTo(i);
      }
      served.ask();
      assertThat(served.server().stats().responses().get(2)).isEqualTo(6);
      assertThat(served.server().stats().accepted()).isEqualTo(2);
    }
  }

  /** No connection ends because the machine is busy. */
  private static ServedProcesses start(int workers) throws Exception {
    Duration patient = Duration.ofMinutes(1);
    return ServedProcesses.start(
        Model.multi_process,
        Model.DEFAULT_VARIANT,
        ServerConfig.defaults()
            .withWorkers(workers)
            .withLimits(Limits.DEFAULT.withTimes(patient, patient)));
  }
}
