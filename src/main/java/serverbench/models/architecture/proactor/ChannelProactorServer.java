package serverbench.models.architecture.proactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.HttpConnection;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 20, proactor, variant nio2: the pattern on the JDK's asynchronous channels, wherever Java
 * runs. They have the proactor's interface, but on Linux the JDK carries the operations out itself,
 * on top of epoll: it waits for readiness, then receives or sends, then calls the handler.
 *
 * <pre>
 *   clients ==> AsynchronousServerSocketChannel --accepted--> AsynchronousSocketChannels
 *                                                                 | read, write
 *                 one thread of the AsynchronousChannelGroup &lt;----+ epoll inside the JDK
 *                     \--completed(n)--> handle, initiate the next operation
 * </pre>
 *
 * <p>The group has one thread, as the other implementation has, so that the two compare; a reaper
 * thread ends what is overdue. Shines where io_uring is not to be had. Fails where memory counts (a
 * receive holds its buffer while it waits) and costs a little allocation with each operation. Fails
 * under handlers that block: the JDK completes one accept in a turn of the group's queue, so with
 * many connections at work a new one waits long before it is even accepted.
 */
public final class ChannelProactorServer implements Server {

  private static final System.Logger LOG = System.getLogger(ChannelProactorServer.class.getName());
  private static final long REAP_MILLIS = 500;

  private final ServerConfig config;
  private final Handler handler;
  private final AsynchronousChannelGroup group;
  private final AsynchronousServerSocketChannel listener;
  private final int port;
  private final Set<ChannelConnection> connections = ConcurrentHashMap.newKeySet();
  private final BufferPool pool = new ConfinedBufferPool();
  private final Counters counters = new Counters();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Whether an accept operation is in flight; the channel takes one at a time. */
  private final AtomicBoolean accepting = new AtomicBoolean();

  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("nio2", this::drain);

  public ChannelProactorServer(ServerConfig config, Handler handler) throws IOException {
    this.config = config;
    this.handler = handler;
    group = AsynchronousChannelGroup.withFixedThreadPool(1, threads.factory("io"));
    try {
      listener = AsynchronousServerSocketChannel.open(group);
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.bind(new InetSocketAddress(config.bind(), config.port()), config.backlog());
      port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    } catch (IOException e) {
      group.shutdownNow();
      throw e;
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void start() {
    threads.start("reaper", this::reap);
    accept();
  }

  /** Initiates an accept unless one is in flight, the server stops, or there is no room. */
  private void accept() {
    if (stopped.getCount() > 0
        && connections.size() < config.limits().connections()
        && accepting.compareAndSet(false, true)) {
      listener.accept(null, new Acceptance());
    }
  }

  private final class Acceptance implements CompletionHandler<AsynchronousSocketChannel, Void> {
    @Override
    public void completed(AsynchronousSocketChannel channel, Void none) {
      accepting.set(false);
      open(channel);
      accept();
    }

    @Override
    public void failed(Throwable failure, Void none) {
      // The server stops, or it is out of descriptors: then the reaper tries again.
      LOG.log(System.Logger.Level.DEBUG, "accept", failure);
      accepting.set(false);
    }
  }

  private void open(AsynchronousSocketChannel channel) {
    if (!sendsAtOnce(channel)) {
      counters.connectionRefused();
      return;
    }
    HttpConnection http = new HttpConnection(config.limits(), pool, counters, System.nanoTime());
    ChannelConnection connection =
        new ChannelConnection(channel, http, handler, counters, this::ended);
    counters.connectionAccepted();
    connections.add(connection);
    // drain() counts down before it walks the set: one of the two sees this connection.
    if (stopped.getCount() == 0) {
      connection.drain();
    }
    connection.start();
  }

  /** Some kernels refuse options of a connection whose client has gone; then it is closed. */
  private static boolean sendsAtOnce(AsynchronousSocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return true;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "connection gone before it was served", e);
      close(channel);
      return false;
    }
  }

  private static void close(AsynchronousSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ended(ChannelConnection connection) {
    connections.remove(connection);
    counters.connectionEnded();
    accept();
  }

  /** Ends what is overdue, and accepts again after a failure, until the server stops. */
  private void reap() throws InterruptedException {
    while (!stopped.await(REAP_MILLIS, TimeUnit.MILLISECONDS)) {
      long nowNanos = System.nanoTime();
      connections.forEach(connection -> connection.reap(nowNanos));
      accept();
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
        pool.close();
      }
    }
  }

  /** The group's thread ends once the last channel is closed. */
  private void drain() {
    stopped.countDown();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(ChannelConnection::drain);
    group.shutdown();
  }

  private void abort() {
    try {
      group.shutdownNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
