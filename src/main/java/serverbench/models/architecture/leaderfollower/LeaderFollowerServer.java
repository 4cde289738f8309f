package serverbench.models.architecture.leaderfollower;

import java.io.IOException;
import serverbench.http.BufferPool;
import serverbench.http.SharedBufferPool;
import serverbench.models.architecture.leaderfollower.HandleSet.Event;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.handover.OneShotAcceptor;
import serverbench.models.handover.OneShotConnections;
import serverbench.models.handover.SharedConnection;
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
 * Model 7, leader_follower: N threads take turns at one poller, and whoever gets an event serves it
 * itself (Schmidt and others, "Leader/Followers", 2000).
 *
 * <pre>
 *                          +--------- thread 1 (leader): await --event--+
 *   clients ==> poller ----+                                            |  1. deactivate the handle
 *               one-shot        thread 2 (follower) &lt;----- promote -----+  2. promote a follower
 *                               thread 3 (follower)                     |  3. recv, handle, send
 *                               thread n (processing another event)     |  4. activate the handle
 *                                     ^                                 |
 *                                     +------------ join ---------------+
 * </pre>
 *
 * <p>The leader owns the {@link HandleSet} for as long as it leads; a thread that processes owns
 * the connection of its event until it arms that again. Shines where other pools pay for a queue: a
 * request stays on the thread, and in the cache, that saw it first, and a blocking handler holds up
 * one thread of N. Fails when requests are short and threads many: each event then costs an
 * epoll_ctl to activate its handle again, and often a wake-up that comes too late to be of use. At
 * N blocking requests nobody leads.
 *
 * <p>System calls for a request: recv, send, epoll_ctl, and a share of an epoll_wait.
 */
public final class LeaderFollowerServer implements Server {

  private final Handler handler;
  private final int threadCount;
  private final ListeningSocket listener;
  private final Poller poller;
  private final BufferPool pool = new SharedBufferPool();
  private final OneShotConnections<Event> connections;
  private final HandleSet handles;
  private final ThreadSet roles;
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("leader_follower", this::drain);

  /**
   * @param poller one-shot; this server closes it
   */
  public LeaderFollowerServer(Poller poller, ServerConfig config, Handler handler)
      throws IOException {
    this.handler = handler;
    this.poller = poller;
    threadCount = config.workers();
    roles = new ThreadSet(threadCount);
    try (Opening opening = new Opening()) {
      opening.keep(poller);
      listener = opening.listener(config);
      connections =
          new OneShotConnections<>(
              poller, pool, config.limits(), counters, shared -> () -> serve(shared));
      OneShotAcceptor acceptor =
          new OneShotAcceptor(
              poller,
              listener,
              config.limits().connections(),
              connections::size,
              socket -> connections.open(socket, System.nanoTime()));
      handles = new HandleSet(poller, acceptor, connections);
      opening.complete();
    }
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    for (int i = 0; i < threadCount; i++) {
      int thread = i;
      threads.start("thread-" + thread, () -> work(thread));
    }
  }

  private void work(int thread) throws Exception {
    while (roles.join(thread)) {
      Event event = handles.next();
      if (event == null) {
        roles.dissolve();
      } else {
        roles.promote();
        event.handle();
      }
    }
  }

  /** On whichever thread got the event, which is not the leader any more. */
  private void serve(SharedConnection<Event> shared) throws IOException {
    connections.release(
        shared, shared.connection().advance(handler, Turn.ONE_RECEIVE, System.nanoTime()));
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, this::abort)) {
        connections.closeAll();
        poller.close();
        listener.close();
        pool.close();
      }
    }
  }

  private void drain() {
    handles.enter(LoopState.DRAINING);
    listener.refuse();
  }

  private void abort() {
    handles.enter(LoopState.ABORTED);
    roles.dissolve();
  }
}
