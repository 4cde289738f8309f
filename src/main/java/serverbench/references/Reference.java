package serverbench.references;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import serverbench.server.Contender;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * The registry of servers that people would pick instead of one of the models. They stand beside
 * the models and are never ranked among them: they differ in more than their concurrency. Each
 * answers with the same handler, under the same limits where it has such a setting, and is set up
 * as its documentation advises for throughput. Some cannot be bound without serving: those serve
 * before {@link Server#start}. The constants are in lower case because people type their names.
 *
 * <p>Only what is asked for is loaded: a run of the models never sees the classes behind this.
 */
public enum Reference implements Contender {
  netty_epoll("Netty, its native epoll transport: an event loop for each core"),
  netty_io_uring("Netty, its native io_uring transport: an event loop for each core"),
  jetty("Jetty 12: selectors, and a pool of threads that run handlers"),
  undertow("Undertow: XNIO I/O threads, and a pool of workers for what blocks"),
  helidon("Helidon 4: blocking I/O on a virtual thread for each connection"),
  jdk_httpserver("the JDK's HttpServer: one selecting thread, a virtual thread for each exchange"),
  microhttp("microhttp: a java.nio event loop for each core, and one that accepts");

  /** Of the group, where models have the title of their family. */
  public static final String FAMILY_TITLE = "References";

  private final String description;

  Reference(String description) {
    this.description = description;
  }

  /** One line, without a full stop. */
  public String description() {
    return description;
  }

  @Override
  public String label() {
    return name();
  }

  @Override
  public Optional<String> unsupported() {
    return switch (this) {
      case netty_epoll -> NettyTransport.EPOLL.unsupported();
      case netty_io_uring -> NettyTransport.IO_URING.unsupported();
      case jetty, undertow, helidon, jdk_httpserver, microhttp -> Optional.empty();
    };
  }

  @Override
  public Map<String, String> settings(ServerConfig config) {
    return switch (this) {
      case netty_epoll, netty_io_uring -> NettyServer.settings(config);
      case jetty -> JettyServer.settings(config);
      case undertow -> UndertowServer.settings(config);
      case helidon -> HelidonServer.settings(config);
      case jdk_httpserver -> JdkServer.settings(config);
      case microhttp -> MicrohttpServer.settings(config);
    };
  }

  @Override
  public Server create(ServerConfig config, Handler handler) throws IOException {
    return switch (this) {
      case netty_epoll -> new NettyServer(NettyTransport.EPOLL, config, handler);
      case netty_io_uring -> new NettyServer(NettyTransport.IO_URING, config, handler);
      case jetty -> new JettyServer(config, handler);
      case undertow -> new UndertowServer(config, handler);
      case helidon -> new HelidonServer(config, handler);
      case jdk_httpserver -> new JdkServer(config, handler);
      case microhttp -> new MicrohttpServer(config, handler);
    };
  }
}
