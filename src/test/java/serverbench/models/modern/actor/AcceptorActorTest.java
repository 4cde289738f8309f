package serverbench.models.modern.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import serverbench.http.Limits;
import serverbench.models.Eventually;
import serverbench.models.modern.actor.Message.ConnectionEnded;
import serverbench.models.modern.actor.Message.Signal;
import serverbench.net.EpollPoller;
import serverbench.net.ListeningSocket;
import serverbench.net.ListeningSocket.Option;
import serverbench.net.Poller;
import serverbench.net.Sockets;
import serverbench.server.Endpoints;
import serverbench.server.ServerConfig;

/** Model 14: each connection goes to the worker that has the fewest. */
class AcceptorActorTest {

  @Test
  void connectionsAreSpreadOverTheWorkers() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (ActorServer server =
        new ActorServer(ServerConfig.defaults().withWorkers(4), new Endpoints())) {
      server.start();
      for (int i = 0; i < 8; i++) {
        clients.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
      }
      Eventually.holds(
          () -> server.loads().equals(List.of(2L, 2L, 2L, 2L)), () -> server.loads().toString());
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  /**
   * The acceptor and its workers on the thread of the test: no message is under way when the next
   * connection comes.
   */
  @Test
  void aNewConnectionGoesToTheLeastLoadedWorker() throws Exception {
    Dispatcher dispatcher = new Dispatcher(1);
    ActorRef connection = new ActorRef(dispatcher, self -> message -> {});
    List<ActorRef> workers = new ArrayList<>();
    List<Integer> chosen = new ArrayList<>();
    try (ListeningSocket listener =
        ListeningSocket.open(
            InetAddress.getLoopbackAddress(), 0, 16, Set.of(Option.NON_BLOCKING))) {
      AcceptorActor.Workers birth =
          (acceptor, number) -> {
            workers.add(worker(dispatcher, acceptor, number, connection, chosen));
            return workers.getLast();
          };
      ActorRef acceptor =
          new ActorRef(
              dispatcher, self -> new AcceptorActor(self, listener, 16, 3, birth, () -> {}));
      connect(6, listener, acceptor, dispatcher, chosen);
      assertThat(chosen).containsExactly(0, 1, 2, 0, 1, 2);
      workers.get(1).tell(new ConnectionEnded(connection));
      workers.get(1).tell(new ConnectionEnded(connection));
      dispatcher.runUntilIdle();
      connect(3, listener, acceptor, dispatcher, chosen);
      // Round robin would have gone on with 0, 1, 2.
      assertThat(chosen.subList(6, 9)).containsExactly(1, 1, 0);
    }
  }

  /** At the limit, with no tick to come: what ends makes room for what waits. */
  @Test
  void aConnectionThatEndsMakesRoomAtOnce() throws Exception {
    Dispatcher dispatcher = new Dispatcher(1);
    ActorRef connection = new ActorRef(dispatcher, self -> message -> {});
    List<ActorRef> workers = new ArrayList<>();
    List<Integer> chosen = new ArrayList<>();
    try (ListeningSocket listener =
        ListeningSocket.open(
            InetAddress.getLoopbackAddress(), 0, 16, Set.of(Option.NON_BLOCKING))) {
      ActorRef acceptor =
          new ActorRef(
              dispatcher,
              self ->
                  new AcceptorActor(
                      self,
                      listener,
                      1,
                      1,
                      (parent, number) -> {
                        workers.add(worker(dispatcher, parent, number, connection, chosen));
                        return workers.getFirst();
                      },
                      () -> {}));
      connect(1, listener, acceptor, dispatcher, chosen);
      try (Poller poller = new EpollPoller(EpollPoller.Trigger.LEVEL);
          Socket _ = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        poller.add(listener.fd(), Poller.READ);
        assertThat(poller.await(Poller.FOREVER)).as("waits in the backlog").isEqualTo(1);
        acceptor.tell(Signal.READY);
        dispatcher.runUntilIdle();
        assertThat(chosen).hasSize(1);
        workers.getFirst().tell(new ConnectionEnded(connection));
        dispatcher.runUntilIdle();
        assertThat(chosen).hasSize(2);
      }
    }
  }

  /** A tick is a message to every connection: there are as few as the limits allow. */
  @Test
  void ticksAreHalfASecondApartUnlessALimitIsShort() {
    assertThat(ActorServer.tickNanos(Limits.DEFAULT)).isEqualTo(500_000_000);
    Limits shorter = Limits.DEFAULT.withTimes(Duration.ofSeconds(10), Duration.ofMillis(200));
    assertThat(ActorServer.tickNanos(shorter)).isEqualTo(50_000_000);
  }

  /** One that notes its number for each connection, and keeps none. */
  private static ActorRef worker(
      Dispatcher dispatcher,
      ActorRef acceptor,
      int number,
      ActorRef connection,
      List<Integer> chosen) {
    return new ActorRef(
        dispatcher,
        self ->
            new WorkerActor(
                self,
                acceptor,
                number,
                (parent, socket) -> {
                  chosen.add(number);
                  Sockets.close(socket);
                  return connection;
                }));
  }

  private static void connect(
      int clients,
      ListeningSocket listener,
      ActorRef acceptor,
      Dispatcher dispatcher,
      List<Integer> chosen)
      throws IOException {
    for (int i = 0; i < clients; i++) {
      int before = chosen.size();
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        while (chosen.size() == before) {
          acceptor.tell(Signal.READY);
          dispatcher.runUntilIdle();
        }
      }
    }
  }
}
