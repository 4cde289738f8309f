package serverbench.models.modern.actor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import serverbench.http.BufferPool;
import serverbench.http.Limits;
import serverbench.http.SharedBufferPool;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.models.modern.actor.Message.Signal;
import serverbench.net.ListeningSocket;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 14, actor: everything that has state is an actor, and actors only send each other messages.
 *
 * <pre>
 *   clients ==> sockets --ready--> Readiness (a thread in epoll_wait)
 *                                     | READY
 *              .----------------------+---------------------------.
 *              v                                                  v
 *         AcceptorActor --Accepted: least loaded--> WorkerActor --creates--> ConnectionActor 1 .. n
 *              |    ^---------LoadDropped------------'   ^-----ConnectionEnded-----'
 *              '--creates--> WorkerActor 1 .. W
 *
 *   mailboxes with messages --> Dispatcher: as many threads as workers, any actor on any of them,
 *                               each actor on one at a time
 * </pre>
 *
 * <p>Who owns what: the acceptor the listening socket and the loads, a worker its connections to
 * their end, a connection actor its socket and its HTTP state. Shines where state is spread over
 * many small owners that must not wait for each other's locks, and where messages could as well
 * cross the network. Fails where the message is the work: to answer {@code Hello} costs little more
 * than to pass the message that it has come. A handler that blocks takes one of the dispatcher's
 * threads.
 *
 * <p>System calls for a request: recv twice (the second one finds nothing), send, and a share of
 * epoll_wait and of waking a thread of the dispatcher.
 */
public final class ActorServer implements Server {

  /**
   * How late, in parts of the shortest limit, a connection's end may be noticed. Every tick is a
   * message to every connection, most of which it finds idle: half a second apart by default.
   */
  private static final int TICKS_IN_A_LIMIT = 4;

  private final Handler handler;
  private final ServerConfig config;
  private final ListeningSocket listener;
  private final Readiness readiness;
  private final Dispatcher dispatcher;
  private final ActorRef acceptor;
  private final List<Counters> counters;
  private final BufferPool pool = new SharedBufferPool();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("actor", this::drain);

  public ActorServer(ServerConfig config, Handler handler) throws IOException {
    this.handler = handler;
    this.config = config;
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      readiness = opening.keep(new Readiness(tickNanos(config.limits())));
      opening.complete();
    }
    dispatcher = new Dispatcher(config.workers());
    counters = IntStream.range(0, config.workers()).mapToObj(worker -> new Counters()).toList();
    acceptor =
        new ActorRef(
            dispatcher,
            self ->
                new AcceptorActor(
                    self,
                    listener,
                    config.limits().connections(),
                    config.workers(),
                    this::createWorker,
                    this::stop));
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() throws IOException {
    readiness.watch(listener.fd(), acceptor);
    threads.start("readiness", () -> readiness.run(acceptor));
    for (int i = 0; i < dispatcher.threads(); i++) {
      int index = i;
      threads.start("dispatch-" + i, () -> dispatcher.run(index));
    }
  }

  private ActorRef createWorker(ActorRef parent, int number) {
    return new ActorRef(
        dispatcher,
        self ->
            new WorkerActor(
                self,
                parent,
                number,
                (worker, socket) -> createConnection(worker, number, socket)));
  }

  private ActorRef createConnection(ActorRef worker, int number, int socket) {
    NonBlockingConnection connection =
        new NonBlockingConnection(
            socket, pool, config.limits(), counters.get(number), System.nanoTime());
    return new ActorRef(
        dispatcher, self -> new ConnectionActor(self, worker, readiness, connection, handler));
  }

  @Override
  public ServerStats stats() {
    return Counters.sum("worker-", counters);
  }

  /** Connections of each worker. */
  List<Long> loads() {
    return counters.stream().map(Counters::live).toList();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, this::stop)) {
        endActors();
        readiness.close();
        listener.close();
        pool.close();
      }
    }
  }

  private void drain() {
    acceptor.tell(Signal.DRAIN);
    listener.refuse();
  }

  private void stop() {
    readiness.stop();
    dispatcher.stop();
  }

  /** What did not end in time ends now, on this thread, which is the only one left. */
  private void endActors() {
    acceptor.tell(Signal.ABORT);
    try {
      dispatcher.runUntilIdle();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long tickNanos(Limits limits) {
    return limits.shortestTime().dividedBy(TICKS_IN_A_LIMIT).toNanos();
  }
}
