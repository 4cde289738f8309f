package serverbench.models.modern.coroutine;

import java.io.IOException;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.models.modern.coroutine.ConnectionCoroutine.Trace;
import serverbench.net.EpollPoller;
import serverbench.net.ListeningSocket;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 13, coroutine: a stackless coroutine for each connection, one more that accepts, and a
 * scheduler that resumes whichever can go on.
 *
 * <pre>
 *                 one thread
 *               +--------------------------------------------------------+
 *   clients ==> | poller --ready--> Scheduler --resume--> accept         |
 *               |    ^                            +-----> connection 1   |
 *               |    |                            +-----> connection 2   |
 *               |    '------- yield READABLE or WRITABLE ------'   ...   |
 *               +--------------------------------------------------------+
 * </pre>
 *
 * <p>The thread owns the scheduler, and the scheduler everything else. A {@link
 * ConnectionCoroutine} reads as a sequence (read, process, write) though it never waits: where it
 * would, it notes its state and yields. A coroutine costs an object and no stack, so there may be
 * as many as there are descriptors. Shines where connections are many and each is a little program
 * with a memory. Fails where the sequence branches deeply, since every place to suspend is one more
 * state by hand, and where one blocks: it does not yield then, and everything waits.
 *
 * <p>System calls for a request: recv, send, and its share of one epoll_wait.
 */
public final class CoroutineServer implements Server {

  private final ListeningSocket listener;
  private final Scheduler scheduler;
  private final ServerConfig config;
  private final Handler handler;
  private final Trace trace;
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("coroutine", this::drain);

  public CoroutineServer(ServerConfig config, Handler handler) throws IOException {
    this(config, handler, Trace.NONE);
  }

  /**
   * @param trace told every state of every connection, on the server's thread
   */
  public CoroutineServer(ServerConfig config, Handler handler, Trace trace) throws IOException {
    this.config = config;
    this.handler = handler;
    this.trace = trace;
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      scheduler =
          opening.keep(new Scheduler(new EpollPoller(EpollPoller.Trigger.LEVEL), config.limits()));
      opening.complete();
    }
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    scheduler.spawn(
        new AcceptCoroutine(
            scheduler, listener, config.limits().connections(), this::connections, this::open));
    threads.start("scheduler", scheduler::run);
  }

  /** Every coroutine but the one that accepts. */
  private long connections() {
    return scheduler.size() - 1L;
  }

  private void open(int socket) {
    scheduler.spawn(
        new ConnectionCoroutine(
            socket, scheduler.pool(), config.limits(), counters, handler, trace));
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, scheduler::abort)) {
        scheduler.close();
        listener.close();
      }
    }
  }

  private void drain() {
    scheduler.drain();
    listener.refuse();
  }
}
