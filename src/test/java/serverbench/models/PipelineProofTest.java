package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import serverbench.models.architecture.pipeline.PipelineServer;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Model 21: four stages with threads and a bounded queue each, which follow the load. */
@EnabledOnOs(OS.LINUX)
class PipelineProofTest {

  @Test
  void eachStageHasThreadsAndOnlyTheIntakePolls() throws Exception {
    try (Server server = started(4, 64, new Endpoints());
        Clients clients = new Clients(server.port(), 4)) {
      clients.send(RawClient.get("/")).receive();
      assertThat(ProcSelf.threadNames())
          .containsAll(
              Set.of(
                  "pipeline-intake",
                  "pipeline-read-0",
                  "pipeline-route-",
                  "pipeline-handle",
                  "pipeline-write-"));
      Eventually.holds(
          () ->
              ProcSelf.count("pipeline-intake", ProcSelf.EPOLL_WAIT) == 1
                  && ProcSelf.count("pipeline-", ProcSelf.FUTEX) == 4,
          () -> ProcSelf.threads().toString());
    }
  }

  @Test
  void theSlowStageGetsThreadsAndGivesThemBack() throws Exception {
    int most = 4;
    try (Server server = started(most, 64, new Endpoints());
        Clients clients = new Clients(server.port(), 12)) {
      assertThat(server.stats().gauges()).containsEntry("handle.threads", 1L);
      while (server.stats().gauges().get("handle.mostThreads") < most) {
        clients.send(RawClient.get("/sleep?us=20000")).receive();
      }
      Map<String, Long> loaded = server.stats().gauges();
      assertThat(loaded).containsEntry("handle.threads", (long) most);
      assertThat(loaded.get("handle.utilisationPercent"))
          .isGreaterThan(loaded.get("read.utilisationPercent"))
          .isGreaterThan(loaded.get("write.utilisationPercent"))
          .isBetween(1L, 100L);
      // Without work they leave again.
      Eventually.holds(
          () -> server.stats().gauges().get("handle.threads") == 1,
          () -> server.stats().toString());
      assertThat(clients.send(RawClient.get("/")).receive())
          .allMatch(answer -> answer.status() == 200);
    }
  }

  @Test
  void aFullQueuePushesBackToTheReadingAndLosesNothing() throws Exception {
    long capacity = 2;
    GatedHandler handler = new GatedHandler();
    try (Server server = started(1, (int) capacity, handler);
        Clients clients = new Clients(server.port(), 30)) {
      clients.send(RawClient.get("/gate"));
      // Parsed are: one in the handler, those in two queues, and one in the hand of each stage that
      // waits for room in the next queue. In front of them the read queue is full as well.
      long parsed = 1 + 2 * capacity + 2;
      Eventually.holds(
          () ->
              server.stats().requests() == parsed
                  && server.stats().gauges().get("handle.depth") == capacity
                  && server.stats().gauges().get("route.depth") == capacity
                  && server.stats().gauges().get("read.depth") == capacity,
          () -> server.stats().toString());
      assertThat(server.stats().gauges()).containsEntry("write.depth", 0L);
      // The intake does not ask the kernel for more.
      Eventually.holds(
          () -> ProcSelf.count("pipeline-intake", ProcSelf.FUTEX) == 1,
          () -> ProcSelf.threads().toString());
      handler.open();
      assertThat(clients.receive()).allMatch(answer -> answer.text().equals(GatedHandler.PASSED));
    }
  }

  private static Server started(int mostThreads, int capacity, Handler handler) throws IOException {
    PipelineServer server =
        new PipelineServer(
            ServerConfig.defaults().withWorkers(mostThreads).withQueueCapacity(capacity), handler);
    server.start();
    return server;
  }
}
