package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import serverbench.models.architecture.halfsyncasync.HalfSyncAsyncServer;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Model 19: one thread does all socket I/O, others do the work, and neither holds up the other. */
@EnabledOnOs(OS.LINUX)
class HalfSyncAsyncProofTest {

  private static final String LOOP = "half_sync_async-loop";
  private static final String WORKER = "half_sync_async-worker-";

  @Test
  void everyCallOnASocketIsTheLoops(@TempDir Path directory) throws Exception {
    List<RecordedEvent> calls;
    try (Recording recording = new Recording();
        Server server = started(4, 64, new Endpoints())) {
      // JEP 520: every call of these methods, with its thread, by instrumentation of the JDK's own.
      recording
          .enable("jdk.MethodTrace")
          .with(
              "filter",
              String.join(
                  ";",
                  "serverbench.net.Sockets::receive",
                  "serverbench.net.Sockets::send",
                  "serverbench.net.ListeningSocket::accept",
                  "serverbench.models.connection.Exchange::handle"));
      recording.start();
      try (Clients clients = new Clients(server.port(), 20)) {
        for (int round = 0; round < 10; round++) {
          clients.send(RawClient.get("/sleep?us=100")).receive();
        }
      }
      // A client has its answer before the call that sent it has returned and is recorded.
      server.close();
      recording.stop();
      Path file = directory.resolve("calls.jfr");
      recording.dump(file);
      calls = RecordingFile.readAllEvents(file);
    }
    assertThat(threadsOf(calls, "receive")).containsOnly(LOOP).hasSizeGreaterThanOrEqualTo(200);
    assertThat(threadsOf(calls, "send")).containsOnly(LOOP).hasSizeGreaterThanOrEqualTo(200);
    assertThat(threadsOf(calls, "accept")).containsOnly(LOOP).hasSizeGreaterThanOrEqualTo(20);
    assertThat(threadsOf(calls, "handle"))
        .allMatch(thread -> thread.startsWith(WORKER))
        .hasSize(200);
  }

  @Test
  void idleTheLoopWaitsAtThePollerAndWorkersForWork() throws Exception {
    GatedHandler handler = new GatedHandler();
    try (Server server = started(3, 64, handler);
        Clients clients = new Clients(server.port(), 5)) {
      clients.send(RawClient.get("/")).receive();
      Eventually.holds(
          () ->
              ProcSelf.count("half_sync_async", ProcSelf.EPOLL_WAIT) == 1
                  && ProcSelf.count("half_sync_async", ProcSelf.FUTEX) == 3,
          () -> ProcSelf.threads().toString());
      assertThat(ProcSelf.count("half_sync_async")).isEqualTo(4);
    }
  }

  @Test
  void blockedWorkersDoNotStallTheLoop() throws Exception {
    GatedHandler handler = new GatedHandler();
    try (Server server = started(2, 64, handler);
        Clients blocked = new Clients(server.port(), 1)) {
      blocked.send(RawClient.get("/gate"));
      Eventually.holds(() -> handler.arrived() == 1, () -> handler.arrived() + " at the gate");
      try (Clients others = new Clients(server.port(), 10);
          Clients alsoBlocked = new Clients(server.port(), 1);
          Clients malformed = new Clients(server.port(), 1)) {
        assertThat(others.send(RawClient.get("/")).receive())
            .allMatch(answer -> answer.status() == 200);
        alsoBlocked.send(RawClient.get("/gate"));
        Eventually.holds(() -> handler.arrived() == 2, () -> handler.arrived() + " at the gate");
        // No worker is left, and the loop still accepts, reads, parses and writes.
        assertThat(
                malformed.send("GET / HTTP/1.1\r\nno colon\r\n\r\n").receive().getFirst().status())
            .isEqualTo(400);
        handler.open();
        assertThat(alsoBlocked.receive().getFirst().text()).isEqualTo(GatedHandler.PASSED);
        assertThat(blocked.receive().getFirst().text()).isEqualTo(GatedHandler.PASSED);
      }
    }
  }

  @Test
  void aFullQueueStopsTheReadingAndLosesNothing() throws Exception {
    int workers = 1;
    int capacity = 2;
    GatedHandler handler = new GatedHandler();
    try (Server server = started(workers, capacity, handler);
        Clients clients = new Clients(server.port(), 12)) {
      clients.send(RawClient.get("/gate"));
      Eventually.holds(
          () -> server.stats().requests() == workers + capacity && server.stats().accepted() == 12,
          () -> server.stats().toString());
      // A second request of each, behind the first: nothing of it is read before there is room.
      clients.send(RawClient.get("/"));
      assertThat(server.stats().requests()).isEqualTo(workers + capacity);
      handler.open();
      assertThat(clients.receive()).allMatch(answer -> answer.text().equals(GatedHandler.PASSED));
      assertThat(clients.receive()).allMatch(answer -> answer.text().equals("Hello, World!"));
    }
  }

  private static List<String> threadsOf(List<RecordedEvent> calls, String method) {
    return calls.stream()
        .filter(call -> call.getString("method.name").equals(method))
        .map(call -> call.getThread().getJavaName())
        .collect(Collectors.toList());
  }

  private static Server started(int workers, int capacity, Handler handler) throws IOException {
    HalfSyncAsyncServer server =
        new HalfSyncAsyncServer(
            ServerConfig.defaults().withWorkers(workers).withQueueCapacity(capacity), handler);
    server.start();
    return server;
  }
}
