package serverbench.models.modern;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import serverbench.http.BufferPool;
import serverbench.http.SharedBufferPool;
import serverbench.models.connection.BlockingConnections;
import serverbench.models.connection.ChannelTransport;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 16, fiber: a stackful fiber for each connection, here the JDK's virtual thread (JEP 444).
 *
 * <pre>
 *                            +--> fiber 1: read, handle, write ...  \
 *   clients --> acceptor ----+--> fiber 2                            > carriers: as many
 *               (a fiber)    +--> fiber n: parked while it waits    /  threads as cores
 *                                     ^                |
 *                                     +--- JDK poller <+  (epoll, inside the JDK)
 * </pre>
 *
 * <p>The code is that of a thread for each connection, straight down and blocking; a fiber that
 * waits costs no thread, but 4 to 5 KiB of heap, most of it the frames of its stack, and the native
 * buffer of 8 KiB that its receive waits with. Shines with thousands of connections, and with
 * handlers that block: only their own fiber waits. Fails where a carrier is held, by computing for
 * long or by blocking in native code, and pays for its stack chunks and its scheduler what a plain
 * event loop does not.
 *
 * <p>Newcomers can starve: a fiber that is started is queued outside the carriers (JDK 25), and a
 * carrier looks there only when its own queue is empty, which enough busy connections never let
 * happen. On one saturated core, new connections were seen to wait for seconds for their first
 * answer.
 */
public final class FiberServer implements Server {

  private static final System.Logger LOG = System.getLogger(FiberServer.class.getName());
  private static final long REAP_MILLIS = 500;
  private static final long ACCEPT_RETRY_MILLIS = 50;

  private final ServerSocketChannel listener;
  private final int port;
  private final BlockingConnections connections;
  private final Set<ChannelTransport> transports = ConcurrentHashMap.newKeySet();
  private final BufferPool pool = new SharedBufferPool();
  private final Semaphore room;
  private final Counters counters = new Counters();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("fiber", this::stopAccepting);

  public FiberServer(ServerConfig config, Handler handler) throws IOException {
    room = new Semaphore(config.limits().connections());
    listener = ServerSocketChannel.open();
    try {
      listener.bind(new InetSocketAddress(config.bind(), config.port()), config.backlog());
      port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    connections = new BlockingConnections(config.limits(), handler, counters);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void start() {
    threads.startVirtual("acceptor", this::accept);
    threads.startVirtual("reaper", this::reap);
  }

  private void accept() throws InterruptedException {
    long number = 0;
    while (true) {
      room.acquire();
      SocketChannel channel = acceptOne();
      if (channel == null) {
        return;
      }
      threads.startVirtual("connection-" + number++, () -> serve(channel));
    }
  }

  /** Waits for a connection; null once the server stops. */
  private SocketChannel acceptOne() throws InterruptedException {
    while (true) {
      try {
        return listener.accept();
      } catch (ClosedChannelException e) {
        return null;
      } catch (IOException e) {
        // Out of descriptors, or a connection that was gone already: the rest waits in the backlog.
        LOG.log(System.Logger.Level.DEBUG, "accept", e);
        if (stopped.await(ACCEPT_RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
          return null;
        }
      }
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    ChannelTransport transport = new ChannelTransport(channel);
    transports.add(transport);
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      connections.serve(transport, pool);
    } catch (IOException e) {
      // Some kernels refuse options of a connection whose client has gone.
      LOG.log(System.Logger.Level.DEBUG, "connection gone before it was served", e);
      counters.connectionRefused();
    } finally {
      transports.remove(transport);
      channel.close();
      room.release();
    }
  }

  /** Ends the waits that have lasted too long, until the server stops. */
  private void reap() throws InterruptedException {
    while (!stopped.await(REAP_MILLIS, TimeUnit.MILLISECONDS)) {
      long now = System.nanoTime();
      transports.forEach(transport -> transport.reap(now));
    }
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::stopAccepting, connections::abort)) {
        pool.close();
      }
    }
  }

  private void stopAccepting() {
    stopped.countDown();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.drain();
  }
}
