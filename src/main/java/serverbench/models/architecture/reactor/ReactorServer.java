package serverbench.models.architecture.reactor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.EpollPoller;
import serverbench.net.ListeningSocket;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 12, reactor: events are told apart from what is done about them. A {@link Reactor} waits at
 * its demultiplexer and dispatches to whichever {@link EventHandler} is registered: an {@link
 * AcceptHandler} for the listening socket, a read or a write handler for each connection.
 *
 * <pre>
 *   default: one reactor                    multi: one that accepts, N that serve
 *
 *   Reactor: await --> dispatch             accepting Reactor --socket, round robin--> I/O Reactor 1
 *              +--> AcceptHandler            +--> AcceptHandler                        +--> ReadHandler
 *              +--> ReadHandler                                                        +--> WriteHandler
 *              +--> WriteHandler                                                 ...   I/O Reactor N
 * </pre>
 *
 * <p>Each reactor has a thread, which owns its poller, its buffers and the connections registered
 * with it. Shines where the same loop serves many kinds of events, and with {@code multi} on as
 * many cores as there are. Fails when a handler blocks: it holds up every other handler of its
 * reactor.
 */
public final class ReactorServer implements Server {

  /** How many reactors serve, and who accepts. */
  public enum Topology {
    /** One reactor accepts and serves. */
    SINGLE,
    /** One reactor accepts, as many as configured serve. */
    MULTI
  }

  private final Handler handler;
  private final ServerConfig config;
  private final ListeningSocket listener;
  private final Reactor accepting;

  /** Those that serve connections: the accepting one itself in {@link Topology#SINGLE}. */
  private final List<Reactor> serving;

  private final List<Counters> counters;
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads;

  /** Which reactor gets the next connection; accepting thread only. */
  private int turn;

  public ReactorServer(Topology topology, ServerConfig config, Handler handler) throws IOException {
    this.handler = handler;
    this.config = config;
    threads = new ServerThreads("reactor", this::drain);
    serving = new ArrayList<>();
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      accepting = opening.keep(newReactor());
      if (topology == Topology.SINGLE) {
        serving.add(accepting);
      } else {
        for (int i = 0; i < config.reactors(); i++) {
          serving.add(opening.keep(newReactor()));
        }
      }
      opening.complete();
    }
    counters = serving.stream().map(reactor -> new Counters()).toList();
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() throws IOException {
    new AcceptHandler(
            accepting,
            listener,
            config.limits().connections(),
            () -> counters.stream().mapToLong(Counters::live).sum(),
            this::assign)
        .register();
    threads.start("accepting", accepting::run);
    for (int i = 0; i < serving.size(); i++) {
      if (serving.get(i) != accepting) {
        threads.start("io-" + i, serving.get(i)::run);
      }
    }
  }

  /** On the accepting reactor's thread: the next reactor in turn gets the connection. */
  private void assign(int socket) {
    int index = turn;
    turn = (turn + 1) % serving.size();
    Reactor reactor = serving.get(index);
    if (reactor == accepting) {
      open(socket, index, System.nanoTime());
    } else {
      reactor.execute(nowNanos -> open(socket, index, nowNanos));
    }
  }

  /** On the thread of the reactor that serves it. */
  private void open(int socket, int index, long nowNanos) {
    Reactor reactor = serving.get(index);
    NonBlockingConnection connection =
        new NonBlockingConnection(
            socket, reactor.pool(), config.limits(), counters.get(index), nowNanos);
    new ConnectionHandlers(reactor, connection, handler).register();
  }

  @Override
  public ServerStats stats() {
    return Counters.sum("io-", counters);
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, this::abort)) {
        reactors().forEach(Reactor::close);
        listener.close();
      }
    }
  }

  private void drain() {
    reactors().forEach(Reactor::drain);
    listener.refuse();
  }

  private void abort() {
    reactors().forEach(Reactor::abort);
  }

  /** The accepting one first, so that nothing is handed to a reactor that has ended. */
  private Set<Reactor> reactors() {
    Set<Reactor> all = new LinkedHashSet<>();
    all.add(accepting);
    all.addAll(serving);
    return all;
  }

  private Reactor newReactor() throws IOException {
    return new Reactor(new EpollPoller(EpollPoller.Trigger.LEVEL), config.limits());
  }
}
