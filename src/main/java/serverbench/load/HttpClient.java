package serverbench.load;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.asynchttpclient.AsyncHttpClientConfig;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;

/**
 * async-http-client set up to measure: it hides nothing (no retry, no redirect, no cool-down of an
 * address that failed) and does nothing that is not asked for (no cookies, no decompression). Its
 * threads are named load-io-* and load-timer-*, so that their CPU time can be told from the
 * server's.
 */
final class HttpClient implements AutoCloseable {

  private static final long TICK_MILLIS = 10;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final LoadPlan plan;
  private final HashedWheelTimer timer =
      new HashedWheelTimer(
          new DefaultThreadFactory("load-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS);
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicLong connects = new AtomicLong();
  private final AtomicInteger live = new AtomicInteger();
  private final AtomicInteger mostLive = new AtomicInteger();
  private final ThreadFactory ioThreads;
  private final DefaultAsyncHttpClient client;

  HttpClient(LoadPlan plan) {
    this(plan, () -> {});
  }

  /**
   * @param beginIo called by every I/O thread before it does anything else
   */
  HttpClient(LoadPlan plan, Runnable beginIo) {
    this.plan = plan;
    this.ioThreads =
        new DefaultThreadFactory("load-io", true) {
          @Override
          public Thread newThread(Runnable work) {
            return super.newThread(
                () -> {
                  beginIo.run();
                  work.run();
                });
          }
        };
    this.client = new DefaultAsyncHttpClient(config());
  }

  private AsyncHttpClientConfig config() {
    Duration never = Duration.ofMillis(-1);
    return new DefaultAsyncHttpClientConfig.Builder()
        .setMaxRequestRetry(0)
        .setFailedIpCooldownEnabled(false)
        .setFollowRedirect(false)
        .setCookieStore(null)
        .setHttp2Enabled(false)
        .setCompressionEnforced(false)
        .setEnableAutomaticDecompression(false)
        .setValidateResponseHeaders(false)
        .setUserAgent("serverbench")
        .setKeepAlive(plan.reuse() == LoadPlan.Reuse.KEPT_ALIVE)
        .setConnectTimeout(plan.connectTimeout())
        .setRequestTimeout(plan.requestTimeout())
        .setReadTimeout(never)
        .setPooledConnectionIdleTimeout(plan.pooledIdleTime())
        .setConnectionPoolCleanerPeriod(Duration.ofSeconds(1))
        .setTcpNoDelay(true)
        .setShutdownQuietPeriod(Duration.ZERO)
        .setShutdownTimeout(CLOSE_WITHIN)
        // Hands out the body as it was received instead of copying it into a byte[].
        .setResponseBodyPartFactory(AsyncHttpClientConfig.ResponseBodyPartFactory.LAZY)
        .setIoThreadsCount(plan.ioThreads())
        .setThreadFactory(ioThreads)
        .setNettyTimer(timer)
        .build();
  }

  /**
   * A request that always travels on the same connection: the pool is asked under the slot's own
   * key, so that as many connections as slots are open, whichever answer comes first.
   */
  Request request(RequestKind kind, int slot) {
    try {
      Integer key = slot;
      return new RequestBuilder("GET")
          .setUrl(kind.uri().toString())
          // Else every new connection would look the name up.
          .setAddress(InetAddress.getByName(kind.uri().getHost()))
          .setChannelPoolPartitioning((uri, virtualHost, proxy) -> key)
          .build();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address for " + kind.uri(), e);
    }
  }

  /** One request of each kind of the plan, on the slot's connection. */
  Request[] requests(int slot) {
    return plan.mix().stream().map(kind -> request(kind, slot)).toArray(Request[]::new);
  }

  /** Never throws: a request that cannot even be sent ends in the handler's onThrowable. */
  void send(Request request, Exchange exchange) {
    try {
      client.executeRequest(request, exchange);
    } catch (RuntimeException e) {
      exchange.onThrowable(e);
    }
  }

  /** To be told of every new connection; {@link #close} closes those that are left. */
  void opened(Channel connection) {
    connections.add(connection);
    connects.incrementAndGet();
    mostLive.accumulateAndGet(live.incrementAndGet(), Math::max);
    connection.closeFuture().addListener(closed -> live.decrementAndGet());
  }

  /** How many connections have been opened so far. */
  long connects() {
    return connects.get();
  }

  /** How many connections are open now. */
  int live() {
    return live.get();
  }

  /** The most connections that were open at the same time. */
  int mostLive() {
    return mostLive.get();
  }

  /** Runs a task on an I/O thread, another one each time where there are several. */
  void execute(Runnable task) {
    client.getEventLoopGroup().next().execute(task);
  }

  void later(Runnable task, long delayMillis) {
    timer.newTimeout(timeout -> task.run(), delayMillis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    // Before the event loops end: afterwards nobody would be there to be told of it.
    connections.close().awaitUninterruptibly(CLOSE_WITHIN.toMillis());
    client.close();
    timer.stop();
    client
        .getEventLoopGroup()
        .terminationFuture()
        .awaitUninterruptibly(CLOSE_WITHIN.toMillis() + 1_000);
  }
}
