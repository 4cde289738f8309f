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
  netty_epoll("Netty, its native epoll transport: an event loop for each core") {
    @Override
    public Optional<String> unsupported() {
      return NettyTransport.EPOLL.unsupported();
    }

    @Override
    public Map<String, String> settings(ServerConfig config) {
      return NettyServer.settings(config);
    }

    @Override
    public Server create(ServerConfig config, Handler handler) throws IOException {
      return new NettyServer(NettyTransport.EPOLL, config, handler);
    }
  },

  netty_io_uring("Netty, its native io_uring transport: an event loop for each core") {
    @Override
    public Optional<String> unsupported() {
      return NettyTransport.IO_URING.unsupported();
    }

    @Override
    public Map<String, String> settings(ServerConfig config) {
      return NettyServer.settings(config);
    }

    @Override
    public Server create(ServerConfig config, Handler handler) throws IOException {
      return new NettyServer(NettyTransport.IO_URING, config, handler);
    }
  },

  jetty("Jetty 12: selectors, and a pool of threads that run handlers") {
    @Override
    public Map<String, String> settings(ServerConfig config) {
      return JettyServer.settings(config);
    }

    @Override
    public Server create(ServerConfig config, Handler handler) throws IOException {
      return new JettyServer(config, handler);
    }
  },

  undertow("Undertow: XNIO I/O threads, and a pool of workers for what blocks") {
    @Override
    public Map<String, String> settings(ServerConfig config) {
      return UndertowServer.settings(config);
    }

    @Override
    public Server create(ServerConfig config, Handler handler) throws IOException {
      return new UndertowServer(config, handler);
    }
  },

  helidon("Helidon 4: blocking I/O on a virtual thread for each connection") {
    @Override
    public Map<String, String> settings(ServerConfig config) {
      return HelidonServer.settings(config);
    }

    @Override
    public Server create(ServerConfig config, Handler handler) throws IOException {
      return new HelidonServer(config, handler);
    }
  },

  jdk_httpserver("the JDK's HttpServer: one selecting thread, a virtual thread for each exchange") {
    @Override
    public Map<String, String> settings(ServerConfig config) {
      return JdkServer.settings(config);
    }

    @Override
    public Server create(ServerConfig config, Handler handler) throws IOException {
      return new JdkServer(config, handler);
    }
  },

  microhttp("microhttp: a java.nio event loop for each core, and one that accepts") {
    @Override
    public Map<String, String> settings(ServerConfig config) {
      return MicrohttpServer.settings(config);
    }

    @Override
    public Server create(ServerConfig config, Handler handler) throws IOException {
      return new MicrohttpServer(config, handler);
    }
  };

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
    return Optional.empty();
  }
}
