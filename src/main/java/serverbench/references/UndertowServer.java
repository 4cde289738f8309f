package serverbench.references;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xnio.Options;
import serverbench.http.Response;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Undertow on XNIO.
 *
 * <pre>
 *   XNIO accept --> XNIO I/O 0..N-1: read, parse, handle, write
 *                        |                         ^
 *                        '-dispatch--> XNIO task --' for what may block
 * </pre>
 *
 * <p>As its documentation advises: an I/O thread for each core, eight workers for each of those,
 * nothing that blocks on an I/O thread, direct buffers of 16 KiB, no statistics. The builder binds
 * when it starts, so this serves from construction on.
 */
final class UndertowServer implements Server {

  private static final int WORKERS_FOR_EACH_IO_THREAD = 8;
  private static final int BUFFER_BYTES = 16 << 10;

  private final Undertow server;
  private final Counters counters = new Counters();
  private final Application application;
  private boolean closed;

  UndertowServer(ServerConfig config, Handler handler) throws IOException {
    application = new Application(handler, counters);
    int idleMillis = Math.toIntExact(config.limits().idleTime().toMillis());
    int headMillis = Math.toIntExact(config.limits().headerTime().toMillis());
    server =
        Undertow.builder()
            .addHttpListener(config.port(), config.bind().getHostAddress())
            .setIoThreads(config.reactors())
            .setWorkerThreads(WORKERS_FOR_EACH_IO_THREAD * config.reactors())
            .setDirectBuffers(true)
            .setBufferSize(BUFFER_BYTES)
            .setSocketOption(Options.BACKLOG, config.backlog())
            .setSocketOption(Options.TCP_NODELAY, true)
            .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
            .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, config.limits().headerBytes())
            .setServerOption(UndertowOptions.MAX_HEADERS, config.limits().headerLines())
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) config.limits().bodyBytes())
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, idleMillis)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, headMillis)
            .setHandler(this::handle)
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      server.stop();
      throw BindFailure.in(e);
    }
  }

  static Map<String, String> settings(ServerConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("version", MavenVersion.of("io.undertow", "undertow-core"));
    settings.put("ioThreads", Integer.toString(config.reactors()));
    settings.put("workerThreads", Integer.toString(WORKERS_FOR_EACH_IO_THREAD * config.reactors()));
    settings.put("bufferSize", BUFFER_BYTES + ", direct");
    settings.put("statistics", "off");
    settings.put("backlog", Integer.toString(config.backlog()));
    return settings;
  }

  /** On an I/O thread. */
  private void handle(HttpServerExchange exchange) {
    String query = exchange.getQueryString();
    TextRequest text =
        new TextRequest(
            exchange.getRequestMethod().toString(),
            exchange.getRequestPath(),
            query.isEmpty() ? null : query,
            exchange.getRequestHeaders()::getFirst);
    if (!exchange.isRequestComplete()) {
      exchange
          .getRequestReceiver()
          .receiveFullBytes((to, body) -> answer(to, text.withBody(ByteBuffer.wrap(body))));
    } else if (application.mayBlock(text)) {
      exchange.dispatch(() -> answer(exchange, text));
    } else {
      answer(exchange, text);
    }
  }

  private void answer(HttpServerExchange exchange, TextRequest text) {
    Response answer = application.answer(text);
    exchange.setStatusCode(answer.status());
    answer
        .fields()
        .forEach(
            field ->
                exchange.getResponseHeaders().put(new HttpString(field.name()), field.value()));
    ByteBuffer body = answer.body().duplicate();
    exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, body.remaining());
    exchange.getResponseSender().send(body);
  }

  @Override
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
  }

  /** Serves already. */
  @Override
  public void start() {}

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      server.stop();
    }
  }
}
