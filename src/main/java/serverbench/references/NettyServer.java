package serverbench.references;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import serverbench.http.Limits;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Netty with a native transport.
 *
 * <pre>
 *   accepting loop --> loop 0..N-1: HttpServerCodec -> ReadTimeoutHandler -> NettyExchange
 *                                                                              |
 *                              a virtual thread for each request that may block'
 * </pre>
 *
 * <p>As Netty's user guide and wiki advise: a native transport, one loop for each core, nothing
 * that blocks on a loop, answers of one read flushed together, no aggregator where requests have no
 * bodies. The allocator is Netty's own and shared with the load generator, which is built on Netty
 * as well.
 */
final class NettyServer implements Server {

  private static final int CLOSE_SECONDS = 2;

  private final EventLoopGroup acceptors;
  private final EventLoopGroup loops;
  private final ExecutorService blocking =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("netty-blocking-", 0).factory());
  private final Counters counters = new Counters();
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final Channel listener;
  private boolean closed;

  NettyServer(NettyTransport transport, ServerConfig config, Handler handler) throws IOException {
    acceptors =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(transport.threadName()), transport.handlers());
    loops =
        new MultiThreadIoEventLoopGroup(
            config.reactors(),
            new DefaultThreadFactory(transport.threadName()),
            transport.handlers());
    Application application = new Application(handler, counters);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptors, loops)
            .channel(transport.listener())
            .option(ChannelOption.SO_BACKLOG, config.backlog())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Pipeline(config.limits(), application));
    ChannelFuture bound = bootstrap.bind(config.bind(), config.port()).awaitUninterruptibly();
    listener = bound.channel();
    if (!bound.isSuccess()) {
      close();
      throw BindFailure.in(bound.cause());
    }
  }

  static Map<String, String> settings(ServerConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("version", MavenVersion.of("io.netty", "netty-codec-http"));
    settings.put("eventLoops", Integer.toString(config.reactors()));
    settings.put("acceptingLoops", "1");
    settings.put("blocking", "virtual threads");
    settings.put("validateHeaders", "answers: no");
    settings.put("backlog", Integer.toString(config.backlog()));
    return settings;
  }

  /** Sets up the pipeline of each accepted connection. */
  private final class Pipeline extends ChannelInitializer<SocketChannel> {

    private final Limits limits;
    private final Application application;
    private final HttpDecoderConfig decoding;

    Pipeline(Limits limits, Application application) {
      this.limits = limits;
      this.application = application;
      this.decoding =
          new HttpDecoderConfig()
              .setMaxInitialLineLength(limits.requestLineBytes())
              .setMaxHeaderSize(limits.headerBytes())
              .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory());
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      connections.add(channel);
      channel
          .pipeline()
          .addLast(new HttpServerCodec(decoding))
          .addLast(new ReadTimeoutHandler(limits.idleTime().toSeconds(), TimeUnit.SECONDS))
          .addLast(new NettyExchange(limits.bodyBytes(), application, counters, blocking));
    }
  }

  @Override
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void start() {
    listener.config().setAutoRead(true);
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      listener.close().syncUninterruptibly();
      // Behind the registration of the connections accepted last: a loop that ends takes none.
      loops.forEach(loop -> loop.submit(() -> {}).syncUninterruptibly());
      connections.close().awaitUninterruptibly();
      end(acceptors);
      end(loops);
      blocking.shutdownNow();
      blocking.close();
    }
  }

  /** Without a quiet period: nobody sends more work. */
  private static void end(EventLoopGroup group) {
    group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
