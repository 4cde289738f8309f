package serverbench.models.multiplexing;

import java.io.IOException;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.models.connection.EventAcceptor;
import serverbench.models.connection.EventConnections;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.lifecycle.LoopState;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.ListeningSocket;
import serverbench.net.Poller;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Models 8 to 11, select, poll, epoll, kqueue: one thread that serves all connections by asking the
 * kernel which of them are ready. The four models are this one server over four {@link Poller}s;
 * what sets them apart is in those files.
 *
 * <pre>
 *   clients ==> sockets ==> poller --ready--> one thread: accept | recv, handle, send
 *                             ^                              |
 *                             +----- await, interest --------+
 * </pre>
 *
 * <p>The thread owns everything: listening socket, connections, poller. Shines with many
 * connections that each ask for little: no thread is switched, no lock is taken, memory grows by
 * bytes for each connection. Fails when a request blocks or computes for long: all others wait, and
 * one core is all it can use.
 */
public final class MultiplexingServer implements Server {

  private final Handler handler;
  private final Turn turn;
  private final ListeningSocket listener;
  private final Poller poller;
  private final EventAcceptor acceptor;
  private final EventConnections connections;
  private final BufferPool pool = new ConfinedBufferPool();
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads;

  /** Time of the present turn; loop thread only. */
  private long nowNanos;

  private volatile LoopState state = LoopState.SERVING;

  /**
   * @param turn what the poller's trigger asks for: {@link Turn#UNTIL_WOULD_BLOCK} for an
   *     edge-triggered one
   */
  public MultiplexingServer(
      String name, Poller.Factory pollers, Turn turn, ServerConfig config, Handler handler)
      throws IOException {
    this.handler = handler;
    this.turn = turn;
    threads = new ServerThreads(name, this::drain);
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      poller = opening.keep(pollers.open());
      poller.add(listener.fd(), Poller.READ);
      opening.complete();
    }
    connections = new EventConnections(poller, pool, config.limits(), counters, turn);
    acceptor =
        new EventAcceptor(
            listener,
            interest -> poller.modify(listener.fd(), interest),
            config.limits().connections(),
            connections::size);
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    threads.start("loop", this::loop);
  }

  private void loop() throws IOException {
    try {
      while (state == LoopState.SERVING) {
        turn();
      }
      acceptor.stop();
      connections.drain();
      while (state == LoopState.DRAINING && connections.size() > 0) {
        turn();
      }
    } finally {
      connections.closeAll();
    }
  }

  /** Waits, then moves every ready connection on as far as it goes without waiting. */
  private void turn() throws IOException {
    int ready = poller.await(waitNanos());
    nowNanos = System.nanoTime();
    for (int i = 0; i < ready; i++) {
      int fd = poller.readyFd(i);
      if (fd == listener.fd()) {
        acceptor.accept(this::open, nowNanos);
      } else {
        NonBlockingConnection connection = connections.get(fd);
        if (connection != null) {
          resume(connection);
        }
      }
    }
    acceptor.resume(nowNanos);
    connections.expire(nowNanos, this::resume);
  }

  private void open(int socket) {
    connections.open(socket, nowNanos);
  }

  private void resume(NonBlockingConnection connection) throws IOException {
    connections.await(connection, connection.advance(handler, turn, nowNanos));
  }

  private long waitNanos() {
    long now = System.nanoTime();
    long resume = acceptor.resumeNanos();
    long untilResume = resume == Long.MAX_VALUE ? Poller.FOREVER : Math.max(0, resume - now);
    return Math.min(connections.waitNanos(now), untilResume);
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, this::abort)) {
        poller.close();
        listener.close();
        pool.close();
      }
    }
  }

  private void drain() {
    state = LoopState.DRAINING;
    poller.wakeup();
    listener.refuse();
  }

  private void abort() {
    state = LoopState.ABORTED;
    poller.wakeup();
  }
}
