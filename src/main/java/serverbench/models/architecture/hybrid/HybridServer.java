package serverbench.models.architecture.hybrid;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import serverbench.models.architecture.reactor.AcceptHandler;
import serverbench.models.architecture.reactor.Reactor;
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
 * Model 22, hybrid: epoll reactors on all cores, and workers for the requests that may block.
 *
 * <pre>
 *                 access layer                        business layer
 *               +-------------------------------+
 *   clients ==> | Reactor 1: accept, recv, send |---may block---> gate --> worker: sleeps, waits ...
 *         '===> | Reactor 2:   the same         |<--answer, by the reactor's queue--'
 *               |  ... N                        |
 *               |  '-> handled inline, the rest |     HybridMonitor: reads the counters of all layers
 *               +-------------------------------+
 * </pre>
 *
 * <p>Each reactor is a thread that owns its poller and its connections; all of them wait at the one
 * listening socket, and the kernel wakes one (EPOLLEXCLUSIVE). A request that does not block never
 * leaves its reactor's thread: its way is that of model 12. One that may block costs two hand-overs
 * and holds up nobody. Shines where work is mixed or unknown: the model to pick when you cannot
 * choose. Fails where the handler does not know itself: blocking that it did not announce stops a
 * reactor; and it is the most machinery of all.
 *
 * <p>System calls for a request: recv, send, and its share of one epoll_wait; for one that blocks
 * also a wake-up of the reactor (a write to an eventfd) unless it is awake.
 */
public final class HybridServer implements Server {

  private final Handler handler;
  private final ServerConfig config;
  private final ListeningSocket listener;
  private final WorkerLayer workers = new WorkerLayer();
  private final List<Reactor> reactors = new ArrayList<>();
  private final List<Counters> counters = new ArrayList<>();
  private final List<WorkerGate> gates = new ArrayList<>();
  private final Balance balance;
  private final HybridMonitor monitor = new HybridMonitor(counters, gates);
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("hybrid", this::drain);

  public HybridServer(ServerConfig config, Handler handler) throws IOException {
    this.handler = handler;
    this.config = config;
    int mostInside = Math.max(1, config.queueCapacity() / config.reactors());
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      for (int i = 0; i < config.reactors(); i++) {
        EpollPoller poller = opening.keep(new EpollPoller(EpollPoller.Trigger.LEVEL));
        poller.share(listener.fd());
        reactors.add(new Reactor(poller, config.limits()));
        counters.add(new Counters());
        gates.add(new WorkerGate(workers, mostInside));
      }
      opening.complete();
    }
    balance = new Balance(counters);
  }

  @Override
  public int port() {
    return listener.port();
  }

  /** Reports every layer. */
  public HybridMonitor monitor() {
    return monitor;
  }

  @Override
  public void start() throws IOException {
    for (int i = 0; i < reactors.size(); i++) {
      int accepting = i;
      new AcceptHandler(
              reactors.get(i),
              listener,
              config.limits().connections(),
              balance::live,
              socket -> assign(socket, accepting))
          .register();
      threads.start("reactor-" + i, reactors.get(i)::run);
    }
  }

  /** On the thread of the reactor that accepted. */
  private void assign(int socket, int accepting) {
    int index = balance.assign(accepting);
    if (index == accepting) {
      open(socket, index, System.nanoTime());
    } else {
      reactors.get(index).execute(nowNanos -> open(socket, index, nowNanos));
    }
  }

  /** On the thread of the reactor that serves it. */
  private void open(int socket, int index, long nowNanos) {
    Reactor reactor = reactors.get(index);
    NonBlockingConnection connection =
        new NonBlockingConnection(
            socket, reactor.pool(), config.limits(), counters.get(index), nowNanos);
    new HybridConnection(reactor, connection, handler, gates.get(index)).register();
  }

  @Override
  public ServerStats stats() {
    return monitor.stats();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      boolean ended = Shutdown.stop(threads, this::drain, this::abort);
      // Both, whatever the first says: a worker may still read a request.
      if (workers.awaitEnd() && ended) {
        reactors.forEach(Reactor::close);
        listener.close();
      }
    }
  }

  private void drain() {
    reactors.forEach(Reactor::drain);
    listener.refuse();
  }

  private void abort() {
    workers.abort();
    reactors.forEach(Reactor::abort);
  }
}
