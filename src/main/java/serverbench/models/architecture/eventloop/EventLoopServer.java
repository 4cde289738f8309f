package serverbench.models.architecture.eventloop;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.models.connection.EventAcceptor;
import serverbench.models.connection.FdTable;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.connection.Timer;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.EpollPoller;
import serverbench.net.ListeningSocket;
import serverbench.net.Poller;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 15, event_loop: everything is a callback on one thread, timers included.
 *
 * <pre>
 *   clients ==> sockets --ready--> +-----------------------------------+
 *                                  | callback queue: accept, ready ... |--> run one by one
 *   other threads ----post-------> +-----------------------------------+
 *                                  +-----------------------------------+
 *   idle and header time --------> | timer heap: the next one on top   |--> run when due
 *                                  +-----------------------------------+
 * </pre>
 *
 * <p>The {@link EventLoop}'s thread owns all of it, so that no callback needs a lock; another
 * thread that wants something posts a callback. Shines where I/O, timers and work from elsewhere
 * meet in one program that has to stay simple. Fails as every single thread does when one callback
 * blocks or computes for long: {@code Hello} waits behind it.
 *
 * <p>System calls for a request: recv, send, and its share of one epoll_wait.
 */
public final class EventLoopServer implements Server {

  /** How soon to look again whether there is room for another connection. */
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Handler handler;
  private final ServerConfig config;
  private final ListeningSocket listener;
  private final EventLoop loop;
  private final FdTable<ConnectionCallbacks> connections = new FdTable<>();
  private final BufferPool pool = new ConfinedBufferPool();
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("event_loop", this::drain);

  /** Loop thread only, as the timer and the flag. */
  private EventAcceptor acceptor;

  private final Timer acceptAgain = new Timer(this::resumeAccepting);
  private boolean draining;

  public EventLoopServer(ServerConfig config, Handler handler) throws IOException {
    this.handler = handler;
    this.config = config;
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      loop = opening.keep(new EventLoop(new EpollPoller(EpollPoller.Trigger.LEVEL)));
      opening.complete();
    }
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    threads.start("loop", this::run);
  }

  private void run() throws IOException {
    EventLoop.Watch watch = loop.watch(listener.fd(), Poller.READ, this::accept);
    acceptor =
        new EventAcceptor(
            listener,
            interest -> watch.on(interest, this::accept),
            config.limits().connections(),
            connections::size);
    try {
      loop.run();
    } finally {
      closeAll();
    }
  }

  private void accept(long nowNanos) throws IOException {
    acceptor.accept(socket -> open(socket, nowNanos), nowNanos);
    waitWhilePaused();
  }

  private void resumeAccepting(long nowNanos) throws IOException {
    acceptor.resume(nowNanos);
    waitWhilePaused();
  }

  private void waitWhilePaused() {
    if (acceptor.resumeNanos() != Long.MAX_VALUE) {
      loop.setTimeout(
          acceptAgain, Math.max(acceptor.resumeNanos(), System.nanoTime() + RETRY_NANOS));
    }
  }

  private void open(int socket, long nowNanos) {
    NonBlockingConnection connection =
        new NonBlockingConnection(socket, pool, config.limits(), counters, nowNanos);
    try {
      connections.put(socket, new ConnectionCallbacks(loop, connection, handler, this::ended));
    } catch (IOException e) {
      connection.refused(e);
      connection.close();
    }
  }

  private void ended(int socket) {
    connections.remove(socket);
    if (draining && connections.size() == 0) {
      loop.stop();
    }
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, this::abort)) {
        loop.close();
        listener.close();
        pool.close();
      }
    }
  }

  private void drain() {
    loop.post(nowNanos -> drainConnections());
    listener.refuse();
  }

  private void abort() {
    loop.post(nowNanos -> loop.stop());
  }

  private void drainConnections() throws IOException {
    draining = true;
    acceptor.stop();
    loop.clearTimeout(acceptAgain);
    for (int fd = 0; fd < connections.bound(); fd++) {
      ConnectionCallbacks connection = connections.get(fd);
      if (connection != null) {
        connection.drain();
      }
    }
    if (connections.size() == 0) {
      loop.stop();
    }
  }

  private void closeAll() {
    for (int fd = 0; fd < connections.bound(); fd++) {
      ConnectionCallbacks connection = connections.get(fd);
      if (connection != null) {
        connection.end();
      }
    }
  }
}
