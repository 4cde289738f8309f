package serverbench.models.architecture.halfsyncasync;

import java.io.IOException;
import java.util.function.LongSupplier;
import serverbench.http.BufferPool;
import serverbench.http.SharedBufferPool;
import serverbench.models.lifecycle.LoopState;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.EpollPoller;
import serverbench.net.EpollPoller.Trigger;
import serverbench.net.ListeningSocket;
import serverbench.net.Poller;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 19, half_sync_async: asynchronous where the events are, synchronous where the work is, and
 * queues between the two (Schmidt and Cranor, "Half-Sync/Half-Async", 1995).
 *
 * <pre>
 *                   async layer              queueing layer             sync layer
 *
 *   clients ==> event loop --complete request--> [bounded queue] --+--> worker 1: handle, encode
 *               accept, recv, send                                 +--> worker n     |
 *                  ^                                                                 |
 *                  +------------ inbox, one wake-up for many --- encoded answer -----+
 * </pre>
 *
 * <p>The loop's thread owns every socket; a connection's memory belongs to a worker from the
 * complete request to the encoded answer, and to the loop the rest of the time. Shines when
 * handlers block or compute: they are plain code, and connections cost no thread. Fails when
 * requests are short: two queues and two wake-ups then cost more than the work between them. A full
 * queue makes the loop stop receiving, so that overload stays in the clients' sockets.
 *
 * <p>System calls for a request: recv, send, and shares of an epoll_wait, of a futex each way, and
 * of a write to an eventfd.
 */
public final class HalfSyncAsyncServer implements Server {

  private final ListeningSocket listener;
  private final Poller poller;
  private final BufferPool pool = new SharedBufferPool();
  private final AsyncLayer async;
  private final SyncLayer sync;
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("half_sync_async", this::drain);

  public HalfSyncAsyncServer(ServerConfig config, Handler handler) throws IOException {
    this(config, handler, () -> new EpollPoller(Trigger.LEVEL), System::nanoTime);
  }

  /**
   * @param pollers makes the loop's poller, a level-triggered one
   * @param nanoClock what the loop takes for {@link System#nanoTime}
   */
  HalfSyncAsyncServer(
      ServerConfig config, Handler handler, Poller.Factory pollers, LongSupplier nanoClock)
      throws IOException {
    sync = new SyncLayer(config.workers(), config.queueCapacity(), handler);
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      poller = opening.keep(pollers.open());
      async = new AsyncLayer(sync, listener, poller, pool, config.limits(), counters, nanoClock);
      opening.complete();
    }
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    sync.start(threads, async::answered);
    threads.start("loop", async::run);
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, this::abort)) {
        async.closeLent();
        poller.close();
        listener.close();
        pool.close();
      }
    }
  }

  private void drain() {
    async.enter(LoopState.DRAINING);
    listener.refuse();
  }

  private void abort() {
    async.enter(LoopState.ABORTED);
  }
}
