package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import serverbench.http.Limits;
import serverbench.models.architecture.reactor.EventHandler;
import serverbench.models.architecture.reactor.Reactor;
import serverbench.net.EpollPoller;
import serverbench.net.ListeningSocket;
import serverbench.net.Poller;
import serverbench.net.Sockets;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Model 12: the reactor knows handlers, not what they do; multi has one more thread than N. */
class ReactorProofTest {

  @Test
  void callsWhicheverHandlerIsRegistered() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ListeningSocket listener =
            ListeningSocket.open(loopback, 0, 16, Set.of(ListeningSocket.Option.NON_BLOCKING));
        Reactor reactor = new Reactor(new EpollPoller(EpollPoller.Trigger.LEVEL), Limits.DEFAULT)) {
      reactor.register(listener.fd(), Poller.READ, new Greeting(reactor, listener, "first"));
      Thread thread = Thread.ofPlatform().start(() -> run(reactor));
      assertThat(greeting(listener.port())).isEqualTo("first");
      reactor.execute(
          now ->
              reactor.register(
                  listener.fd(), Poller.READ, new Greeting(reactor, listener, "second")));
      Eventually.holds(
          () -> greeting(listener.port()).equals("second"), () -> "the old handler is called");
      reactor.drain();
      thread.join();
    }
  }

  @Test
  void oneThreadWaitsByDefault() throws Exception {
    awaitThreadsInEpoll(Model.DEFAULT_VARIANT, 1);
  }

  @Test
  void oneThreadAcceptsAndEachOfTheOthersServesInMulti() throws Exception {
    awaitThreadsInEpoll("multi", 1 + 3);
  }

  private static void awaitThreadsInEpoll(String variant, int expected) throws Exception {
    ServerConfig config = ServerConfig.defaults().withReactors(3);
    try (Server server = Model.reactor.create(variant, config, new Endpoints())) {
      server.start();
      try (Clients clients = new Clients(server.port(), 12)) {
        assertThat(clients.send(RawClient.get("/")).receive()).hasSize(12);
        Eventually.holds(
            () -> ProcSelf.count("reactor-", ProcSelf.EPOLL_WAIT) == expected,
            () -> "" + ProcSelf.threads());
        assertThat(ProcSelf.count("reactor-")).isEqualTo(expected);
        if (expected > 1) {
          // Round robin: each of the serving ones got the same number of connections.
          assertThat(server.stats().workers())
              .hasSize(expected - 1)
              .allSatisfy(worker -> assertThat(worker.responses()).isEqualTo(12 / 3));
        }
      }
    }
  }

  private static void run(Reactor reactor) {
    try {
      reactor.run();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String greeting(int port) {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Says its word to whoever connects, and hangs up. */
  private record Greeting(Reactor reactor, ListeningSocket listener, String word)
      implements EventHandler {

    @Override
    public void handleEvent(long nowNanos) {
      int socket = listener.accept();
      if (socket < 0) {
        return;
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment text = arena.allocateFrom(word);
        Sockets.send(socket, text.address(), word.length());
      }
      Sockets.close(socket);
    }

    @Override
    public long deadlineNanos() {
      return Long.MAX_VALUE;
    }

    @Override
    public void handleTimeout(long nowNanos) {}

    @Override
    public void handleDrain() {
      reactor.deregister(listener.fd());
    }

    @Override
    public void close() {}
  }
}
