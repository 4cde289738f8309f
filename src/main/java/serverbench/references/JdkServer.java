package serverbench.references;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import serverbench.http.Method;
import serverbench.http.Response;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * The HTTP server that comes with the JDK (module jdk.httpserver).
 *
 * <pre>
 *   HTTP-Dispatcher: accept, select --> a virtual thread for each exchange: parse, handle, write
 *          ^                                             |
 *          '------------- connection back --------------'
 * </pre>
 *
 * <p>Its settings are system properties, as the module's documentation lists them: no delay, and no
 * cap on idle connections below what the limits allow (the default of 200 would close the others of
 * a client with more). They hold for every such server of the process, and only before its first.
 */
final class JdkServer implements Server {

  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("jdk-exchange-", 0).factory());
  private final Counters counters = new Counters();
  private final BodyBytes bodies = new BodyBytes();
  private final Application application;

  JdkServer(ServerConfig config, Handler handler) throws IOException {
    application = new Application(handler, counters);
    properties(config).forEach(System::setProperty);
    server =
        HttpServer.create(new InetSocketAddress(config.bind(), config.port()), config.backlog());
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  static Map<String, String> settings(ServerConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("version", Runtime.version().toString());
    settings.put("executor", "a virtual thread for each exchange");
    settings.put("backlog", Integer.toString(config.backlog()));
    settings.putAll(properties(config));
    return settings;
  }

  private static Map<String, String> properties(ServerConfig config) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("sun.net.httpserver.nodelay", "true");
    properties.put(
        "sun.net.httpserver.maxIdleConnections", Integer.toString(config.limits().connections()));
    properties.put(
        "sun.net.httpserver.idleInterval", Long.toString(config.limits().idleTime().toSeconds()));
    properties.put(
        "sun.net.httpserver.maxReqHeaders", Integer.toString(config.limits().headerLines()));
    properties.put(
        "sun.net.httpserver.maxReqHeaderSize", Integer.toString(config.limits().headerBytes()));
    return properties;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      TextRequest request =
          new TextRequest(
              exchange.getRequestMethod(),
              uri.getRawPath(),
              uri.getRawQuery(),
              exchange.getRequestHeaders()::getFirst);
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (body.length > 0) {
        request = request.withBody(ByteBuffer.wrap(body));
      }
      write(exchange, request, application.answer(request));
    }
  }

  private void write(HttpExchange exchange, TextRequest request, Response response)
      throws IOException {
    response
        .fields()
        .forEach(field -> exchange.getResponseHeaders().set(field.name(), field.value()));
    byte[] body = bodies.of(response);
    if (request.method() == Method.HEAD) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(response.status(), NO_BODY);
    } else if (body.length == 0) {
      exchange.sendResponseHeaders(response.status(), NO_BODY);
    } else {
      exchange.sendResponseHeaders(response.status(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void start() {
    server.start();
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
