package serverbench.references;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import serverbench.server.Counters;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Jetty 12, embedded.
 *
 * <pre>
 *   acceptor --> selector 0..M-1 --> (same thread) parse, handle, write
 *                                        |
 *                                        '--> a thread of the pool for what may block
 * </pre>
 *
 * <p>As its programming guide advises: Jetty's own sizes of pool, acceptors and selectors, and a
 * handler that is declared non-blocking, so that a request is handled on the thread that selected
 * it; requests that may block are completed from the pool.
 */
final class JettyServer implements Server {

  private final QueuedThreadPool threads = new QueuedThreadPool();
  private final org.eclipse.jetty.server.Server server =
      new org.eclipse.jetty.server.Server(threads);
  private final ServerConnector connector;
  private final Counters counters = new Counters();
  private final Application application;

  JettyServer(ServerConfig config, serverbench.server.Handler handler) throws IOException {
    application = new Application(handler, counters);
    threads.setName("jetty");
    connector = new ServerConnector(server, new HttpConnectionFactory(http(config)));
    connector.setHost(config.bind().getHostAddress());
    connector.setPort(config.port());
    connector.setAcceptQueueSize(config.backlog());
    connector.setIdleTimeout(config.limits().idleTime().toMillis());
    connector.addBean(new Connections());
    server.addConnector(connector);
    server.setHandler(new Endpoints());
    // Nobody is waited for: a client that is still connected is cut off.
    server.setStopTimeout(0);
    connector.setShutdownIdleTimeout(0);
    try {
      connector.open();
    } catch (IOException e) {
      throw BindFailure.in(e);
    }
  }

  static Map<String, String> settings(ServerConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("version", MavenVersion.of("org.eclipse.jetty", "jetty-server"));
    settings.put("threads", threads.getMinThreads() + " to " + threads.getMaxThreads());
    settings.put("acceptors, selectors", "as Jetty chooses for the cores");
    settings.put("handler", "non-blocking, blocking requests on the pool");
    settings.put("requestHeaderSize", Integer.toString(http(config).getRequestHeaderSize()));
    settings.put("acceptQueueSize", Integer.toString(config.backlog()));
    return settings;
  }

  private static HttpConfiguration http(ServerConfig config) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(config.limits().requestLineBytes() + config.limits().headerBytes());
    return http;
  }

  /** Counts connections. */
  private final class Connections implements Connection.Listener {
    @Override
    public void onOpened(Connection connection) {
      counters.connectionAccepted();
    }

    @Override
    public void onClosed(Connection connection) {
      counters.connectionEnded();
    }
  }

  private final class Endpoints extends Handler.Abstract.NonBlocking {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      TextRequest text =
          new TextRequest(
              request.getMethod(),
              Request.getPathInContext(request),
              request.getHttpURI().getQuery(),
              request.getHeaders()::get);
      if (request.getLength() != 0) {
        Content.Source.asByteBuffer(
            request,
            Promise.from(
                body -> answer(text.withBody(body), response, callback), callback::failed));
      } else if (application.mayBlock(text)) {
        threads.execute(() -> answer(text, response, callback));
      } else {
        answer(text, response, callback);
      }
      return true;
    }

    private void answer(TextRequest text, Response response, Callback callback) {
      serverbench.http.Response answer = application.answer(text);
      response.setStatus(answer.status());
      answer.fields().forEach(field -> response.getHeaders().put(field.name(), field.value()));
      ByteBuffer body = answer.body().duplicate();
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
      response.write(true, body, callback);
    }
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void start() throws Exception {
    server.start();
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not stop", e);
    } finally {
      // Bound but never started: stop() had nothing to do.
      connector.close();
      server.destroy();
    }
  }
}
