package serverbench.references;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.microhttp.EventLoop;
import org.microhttp.Header;
import org.microhttp.NoopLogger;
import org.microhttp.Options;
import org.microhttp.OptionsBuilder;
import org.microhttp.Request;
import org.microhttp.Response;
import serverbench.http.DateHeader;
import serverbench.http.Method;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * microhttp: small, and nothing but java.nio.
 *
 * <pre>
 *   accepting loop --> connection loop 0..N-1: read, parse, handle --callback--> write
 *                                                 |                    ^
 *                                                 '- virtual thread ---' for what may block
 * </pre>
 *
 * <p>Set up as its README does for its benchmark: as many connection loops as cores, no logging.
 * Its one limit of a request's size is that of header and body together, its one timeout that of a
 * whole request.
 */
final class MicrohttpServer implements Server {

  private static final Duration TIMER_RESOLUTION = Duration.ofMillis(100);
  private static final int READ_BUFFER_BYTES = 64 << 10;

  private final EventLoop loop;
  private final ExecutorService blocking =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("microhttp-blocking-", 0).factory());
  private final Counters counters = new Counters();
  private final BodyBytes bodies = new BodyBytes();
  private final Application application;
  private boolean started;

  MicrohttpServer(ServerConfig config, Handler handler) throws IOException {
    application = new Application(handler, counters);
    loop = new EventLoop(options(config), NoopLogger.instance(), this::handle);
  }

  static Map<String, String> settings(ServerConfig config) {
    Options options = options(config);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("version", MavenVersion.of("org.microhttp", "microhttp"));
    settings.put("concurrency", Integer.toString(options.concurrency()));
    settings.put("readBufferSize", Integer.toString(options.readBufferSize()));
    settings.put("acceptLength", Integer.toString(options.acceptLength()));
    settings.put("maxRequestSize", Integer.toString(options.maxRequestSize()));
    settings.put("requestTimeout", options.requestTimeout().toString());
    settings.put("blocking", "virtual threads");
    return settings;
  }

  private static Options options(ServerConfig config) {
    return OptionsBuilder.newBuilder()
        .withHost(config.bind().getHostAddress())
        .withPort(config.port())
        .withReuseAddr(true)
        .withConcurrency(config.reactors())
        .withAcceptLength(config.backlog())
        .withReadBufferSize(READ_BUFFER_BYTES)
        .withMaxRequestSize(config.limits().headerBytes() + config.limits().bodyBytes())
        .withRequestTimeout(config.limits().idleTime())
        .withResolution(TIMER_RESOLUTION)
        .build();
  }

  /** On the connection's loop; the callback may come from any thread. */
  private void handle(Request request, Consumer<Response> callback) {
    String uri = request.uri();
    int question = uri.indexOf('?');
    TextRequest text =
        new TextRequest(
            request.method(),
            question < 0 ? uri : uri.substring(0, question),
            question < 0 ? null : uri.substring(question + 1),
            request::header);
    TextRequest whole =
        request.body() == null || request.body().length == 0
            ? text
            : text.withBody(ByteBuffer.wrap(request.body()));
    if (application.mayBlock(whole)) {
      blocking.execute(() -> callback.accept(answer(whole)));
    } else {
      callback.accept(answer(whole));
    }
  }

  private Response answer(TextRequest request) {
    serverbench.http.Response response = application.answer(request);
    List<Header> headers = new ArrayList<>(3);
    response.fields().forEach(field -> headers.add(new Header(field.name(), field.value())));
    headers.add(new Header("Date", DateHeader.value(System.nanoTime())));
    byte[] body = bodies.of(response);
    if (request.method() == Method.HEAD) {
      headers.add(new Header("Content-Length", Integer.toString(body.length)));
      body = new byte[0];
    }
    return new Response(response.status(), response.reason(), headers, body);
  }

  @Override
  public int port() {
    try {
      return loop.getPort();
    } catch (IOException e) {
      throw new IllegalStateException("bound when constructed", e);
    }
  }

  @Override
  public void start() {
    loop.start();
    started = true;
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    loop.stop();
    blocking.shutdownNow();
    if (!started) {
      // Its sockets and selectors are closed by its threads, and by nobody else.
      start();
    }
    try {
      loop.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    blocking.close();
  }
}
