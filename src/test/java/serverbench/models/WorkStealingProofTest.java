package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import serverbench.models.architecture.workstealing.WorkStealingServer;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/** Model 17: tasks lie on the deque of the worker that polled, and idle workers steal them. */
@EnabledOnOs(OS.LINUX)
class WorkStealingProofTest {

  private static final String THREADS = "work_stealing-w";
  private static final int REQUESTS = 20;

  @Test
  void idleOneWorkerOfThePoolPolls() throws Exception {
    try (Server server = started(4, new Endpoints());
        Clients clients = new Clients(server.port(), 8)) {
      clients.send(RawClient.get("/sleep?us=1000")).receive();
      Eventually.holds(
          () ->
              ProcSelf.count(THREADS, ProcSelf.EPOLL_WAIT) == 1
                  && ProcSelf.count(THREADS, ProcSelf.FUTEX) == ProcSelf.count(THREADS) - 1,
          () -> ProcSelf.threads().toString());
      // Nobody polls from outside of the pool.
      assertThat(server.stats().gauges().get("tasks")).isEqualTo(8);
    }
  }

  @Test
  void whatOneWorkerForkedIsStolenByAnother() throws Exception {
    ServerStats stats = burst(2);
    assertThat(stats.gauges().get("stolen")).isGreaterThanOrEqualTo(REQUESTS / 4);
    assertThat(stats.gauges().get("poolSteals"))
        .isGreaterThanOrEqualTo(stats.gauges().get("stolen"));
    assertThat(stats.workers())
        .hasSize(2)
        .allMatch(worker -> worker.responses() >= REQUESTS / 4, "ran a quarter at least");
  }

  @Test
  void oneWorkerStealsNothing() throws Exception {
    ServerStats stats = burst(1);
    assertThat(stats.gauges().get("tasks")).isGreaterThanOrEqualTo(REQUESTS);
    assertThat(stats.gauges().get("stolen")).isZero();
    assertThat(stats.workers()).hasSize(1);
  }

  /** All workers are held up until many connections are ready, so that one poll finds them all. */
  private static ServerStats burst(int workers) throws Exception {
    GatedHandler handler = new GatedHandler();
    try (Server server = started(workers, handler);
        Clients blocked = new Clients(server.port(), workers);
        Clients clients = new Clients(server.port(), REQUESTS)) {
      clients.send(RawClient.get("/")).receive();
      blocked.send(RawClient.get("/gate"));
      Eventually.holds(
          () -> handler.arrived() == workers, () -> handler.arrived() + " at the gate");
      ServerStats before = server.stats();
      clients.send(RawClient.get("/sleep?us=5000"));
      handler.open();
      assertThat(clients.receive()).allMatch(answer -> answer.status() == 200);
      blocked.receive();
      assertThat(server.stats().gauges().get("tasks") - before.gauges().get("tasks"))
          .isEqualTo(REQUESTS);
      return server.stats();
    }
  }

  private static Server started(int workers, Handler handler) throws IOException {
    WorkStealingServer server =
        new WorkStealingServer(ServerConfig.defaults().withWorkers(workers), handler);
    server.start();
    return server;
  }
}
