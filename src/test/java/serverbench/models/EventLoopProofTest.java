package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Model 15, from outside: one thread, idle in epoll_wait; idle and half-read connections end by
 * timers. The loop itself is proved in EventLoopTest, its timers in TimerHeapTest.
 */
class EventLoopProofTest {

  /** More than a busy machine may take to send the next request of a connection in use. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  @Test
  void idlesInEpollWaitOnItsOneThread() throws Exception {
    try (Server server = started(ServerConfig.defaults());
        Clients clients = new Clients(server.port(), 50)) {
      assertThat(clients.send(RawClient.get("/")).receive()).hasSize(50);
      Eventually.holds(
          () -> ProcSelf.count("event_loop", ProcSelf.EPOLL_WAIT) == 1,
          () -> "" + ProcSelf.threads());
      assertThat(ProcSelf.count("event_loop")).isEqualTo(1);
    }
  }

  @Test
  void aTimerClosesTheIdleConnectionAndNoOther() throws Exception {
    ServerConfig config = withTimes(Duration.ofSeconds(60), SHORT);
    try (Server server = started(config);
        RawClient idle = new RawClient(server.port())) {
      long start = System.nanoTime();
      assertThat(idle.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      try (RawClient busy = new RawClient(server.port())) {
        do {
          assertThat(busy.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        } while (server.stats().live() > 1);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(busy.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      assertThat(idle.atEnd()).isTrue();
    }
  }

  @Test
  void aHalfReadRequestIsDueBeforeTheIdleTimerThatWasArmedEarlier() throws Exception {
    ServerConfig config = withTimes(SHORT, Duration.ofHours(1));
    try (Server server = started(config);
        RawClient client = new RawClient(server.port())) {
      assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      client.send("GET / HTTP/1.1\r\n");
      assertThat(client.receive().status()).isEqualTo(408);
      assertThat(client.atEnd()).isTrue();
    }
  }

  private static ServerConfig withTimes(Duration header, Duration idle) {
    ServerConfig config = ServerConfig.defaults();
    return config.withLimits(config.limits().withTimes(header, idle));
  }

  private static Server started(ServerConfig config) throws Exception {
    Server server = Model.event_loop.create(Model.DEFAULT_VARIANT, config, new Endpoints());
    server.start();
    return server;
  }
}
