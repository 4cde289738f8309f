package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** A server is closed whose handlers take longer than that waits, with connections behind them. */
@EnabledOnOs(OS.LINUX)
class ForcedCloseTest {

  private final Stubborn handler = new Stubborn();

  @AfterEach
  void endHandlers() {
    handler.end();
  }

  @Test
  void threadPoolEndsWhatWaitsForItsWorkers() throws Exception {
    Server server = threadPool(new Endpoints());
    try (RawClient busy = busy(server, "/sleep?us=10000000");
        RawClient queued = accepted(server);
        RawClient inHand = accepted(server)) {
      server.close();
      assertThat(inHand.isOver()).isTrue();
      assertThat(queued.isOver()).isTrue();
      assertThat(busy.isOver()).isTrue();
    }
    awaitNoThread("thread_pool-");
  }

  @Test
  void threadPoolEndsWorkersThatDoNotHeedTheInterrupt() throws Exception {
    Server server = threadPool(handler);
    try (RawClient busy = busy(server, "/");
        RawClient queued = accepted(server);
        RawClient inHand = accepted(server)) {
      Thread closing = Thread.ofPlatform().start(server::close);
      assertThat(inHand.isOver()).isTrue();
      handler.end();
      assertThat(queued.isOver()).isTrue();
      assertThat(busy.isOver()).isTrue();
      closing.join();
    }
    awaitNoThread("thread_pool-");
  }

  @Test
  void multiThreadEndsWhatWaitsForRoom() throws Exception {
    ServerConfig config = ServerConfig.defaults().withConnections(1);
    Server server = Model.multi_thread.create(Model.DEFAULT_VARIANT, config, handler);
    server.start();
    try (RawClient busy = busy(server, "/");
        RawClient inHand = accepted(server)) {
      Thread closing = Thread.ofPlatform().start(server::close);
      assertThat(inHand.isOver()).isTrue();
      handler.end();
      assertThat(busy.isOver()).isTrue();
      closing.join();
    }
    awaitNoThread("multi_thread-");
  }

  private static Server threadPool(Handler handler) throws Exception {
    ServerConfig config = ServerConfig.defaults().withWorkers(1).withQueueCapacity(1);
    Server server = Model.thread_pool.create(Model.DEFAULT_VARIANT, config, handler);
    server.start();
    return server;
  }

  /** One whose request is with the handler. */
  private static RawClient busy(Server server, String target) throws IOException {
    RawClient client = new RawClient(server.port());
    client.send(RawClient.get(target));
    Eventually.holds(() -> server.stats().requests() == 1, () -> server.stats().toString());
    return client;
  }

  /** One that the acceptor has taken, and can do nothing with but wait. */
  private static RawClient accepted(Server server) throws IOException {
    RawClient client = new RawClient(server.port());
    Eventually.holds(
        () -> TcpTable.accepted(server.port(), client.localPort()) != 0,
        () -> "still in the backlog: " + server.stats());
    return client;
  }

  private static void awaitNoThread(String prefix) {
    Eventually.holds(
        () -> ProcSelf.count(prefix) == 0, () -> "threads left: " + ProcSelf.threadNames());
  }

  /** Does not let itself be interrupted, as some code does not. */
  private static final class Stubborn implements Handler {

    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public Response handle(Request request) {
      while (true) {
        try {
          end.await();
          return Response.text(200, "late");
        } catch (InterruptedException e) {
          // Forgotten, and waited on: that is what is tested.
          continue;
        }
      }
    }

    @Override
    public boolean mayBlock(Request request) {
      return true;
    }

    void end() {
      end.countDown();
    }
  }
}
