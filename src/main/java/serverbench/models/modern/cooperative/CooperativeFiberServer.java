package serverbench.models.modern.cooperative;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.models.connection.BlockingConnections;
import serverbench.models.lifecycle.LoopState;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.EpollPoller;
import serverbench.net.Errno;
import serverbench.net.ListeningSocket;
import serverbench.net.Poller;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 16, fiber, variant {@code cooperative}: stackful fibers that this program schedules itself,
 * all on one thread.
 *
 * <pre>
 *               one thread
 *             +-------------------------------------------------------------------+
 *             |  FiberScheduler --run--> accept fiber: while (true) accept, spawn |
 *   clients ==|    ^      |  ^           fiber 1: read, handle, write, read ...   |
 *             |  epoll  timers |         fiber 2: read, handle, write, read ...   |
 *             |                '--yield--- where a call would block               |
 *             +-------------------------------------------------------------------+
 * </pre>
 *
 * <p>The thread owns all fibers and their sockets. A fiber runs the very code that a thread for
 * each connection runs ({@link serverbench.models.connection.BlockingConnection}), calls that block
 * included; {@link FiberTransport} makes them block the fiber only, and {@link FiberScheduler} says
 * how. Shines where straight-line code shall serve many connections and nothing may run at the same
 * time: between two yields a fiber is alone, no lock is needed. Fails where the default variant of
 * this model does not: a handler that blocks the thread, or computes, stops every fiber, and there
 * is one core only.
 *
 * <p>System calls for a request: recv, send, and its share of one epoll_wait.
 */
public final class CooperativeFiberServer implements Server {

  private static final long ACCEPT_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ListeningSocket listener;
  private final int mostConnections;
  private final FiberScheduler scheduler;
  private final BlockingConnections connections;
  private final BufferPool pool = new ConfinedBufferPool();
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("fibers", this::drain);
  private volatile LoopState state = LoopState.SERVING;

  public CooperativeFiberServer(ServerConfig config, Handler handler) throws IOException {
    mostConnections = config.limits().connections();
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      scheduler = opening.keep(new FiberScheduler(new EpollPoller(EpollPoller.Trigger.LEVEL)));
      opening.complete();
    }
    connections = new BlockingConnections(config.limits(), handler, counters);
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    threads.start("scheduler", this::run);
  }

  private void run() throws IOException {
    scheduler.spawn(this::accept);
    try {
      while (state == LoopState.SERVING) {
        scheduler.turn();
      }
      connections.drain();
      while (state == LoopState.DRAINING && scheduler.live() > 0) {
        scheduler.turn();
      }
    } finally {
      endFibers();
    }
  }

  /** The accept fiber. */
  private void accept() throws IOException {
    while (state == LoopState.SERVING) {
      // The accept fiber itself is one of them.
      if (scheduler.live() > mostConnections) {
        scheduler.sleep(ACCEPT_RETRY_NANOS);
        continue;
      }
      int socket = listener.accept();
      if (socket >= 0) {
        scheduler.spawn(() -> connections.serve(new FiberTransport(scheduler, socket), pool));
      } else if (socket == -Errno.EAGAIN) {
        scheduler.await(listener.fd(), Poller.READ, Poller.FOREVER);
      } else if (Errno.isHinderedAccept(socket)) {
        scheduler.sleep(ACCEPT_RETRY_NANOS);
      } else if (state == LoopState.SERVING && !Errno.isTransientAccept(socket)) {
        throw Errno.failure("accept", socket);
      }
    }
  }

  /** Every wait that is left ends with an error, and with it the fiber. */
  private void endFibers() throws IOException {
    state = LoopState.ABORTED;
    listener.refuse();
    while (scheduler.live() > 0) {
      connections.abort();
      scheduler.turn();
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
        scheduler.close();
        listener.close();
        pool.close();
      }
    }
  }

  private void drain() {
    state = LoopState.DRAINING;
    scheduler.wakeup();
    listener.refuse();
  }

  private void abort() {
    state = LoopState.ABORTED;
    scheduler.wakeup();
  }
}
