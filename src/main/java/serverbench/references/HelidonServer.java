package serverbench.references;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import serverbench.http.Method;
import serverbench.http.Response;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Helidon 4 SE.
 *
 * <pre>
 *   accepting thread --> a virtual thread for each connection: read, parse, handle, write
 * </pre>
 *
 * <p>Its performance guide says that it tunes itself, virtual threads leaving no pool to size; what
 * remains is to log nothing of what is received and sent, and to validate no more than the others
 * do. Helidon binds when it starts, so this serves from construction on.
 */
final class HelidonServer implements Server {

  private static final Duration GRACE = Duration.ZERO;

  static {
    // Else it forbids deserialization in the whole JVM, by which JMH's forks are spoken to.
    System.setProperty("helidon.serialFilter.missing.action", "ignore");
  }

  private final WebServer server;
  private final Counters counters = new Counters();
  private final BodyBytes bodies = new BodyBytes();
  private final Application application;

  HelidonServer(ServerConfig config, Handler handler) throws IOException {
    application = new Application(handler, counters);
    server =
        WebServer.builder()
            .address(config.bind())
            .port(config.port())
            .backlog(config.backlog())
            .connectionOptions(options -> options.tcpNoDelay(true))
            .idleConnectionTimeout(config.limits().idleTime())
            .maxPayloadSize(config.limits().bodyBytes())
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .addProtocol(http1(config))
            .routing(routing -> routes(routing))
            .build();
    server.start();
    if (!server.isRunning()) {
      // Helidon logs the reason and goes on.
      throw new IOException(
          "Helidon cannot listen on " + config.bind() + ":" + config.port() + "; is it in use?");
    }
  }

  static Map<String, String> settings(ServerConfig config) {
    Http1Config http1 = http1(config);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("version", MavenVersion.of("io.helidon.webserver", "helidon-webserver"));
    settings.put("threads", "a virtual thread for each connection");
    settings.put("receiveLog, sendLog", "off");
    settings.put("maxHeadersSize", Integer.toString(http1.maxHeadersSize()));
    settings.put("maxPrologueLength", Integer.toString(http1.maxPrologueLength()));
    settings.put("backlog", Integer.toString(config.backlog()));
    return settings;
  }

  private static Http1Config http1(ServerConfig config) {
    return Http1Config.builder()
        .receiveLog(false)
        .sendLog(false)
        .maxPrologueLength(config.limits().requestLineBytes())
        .maxHeadersSize(config.limits().headerBytes())
        .build();
  }

  private void routes(HttpRouting.Builder routing) {
    routing.any(this::handle);
  }

  /** On the connection's virtual thread. */
  private void handle(ServerRequest request, ServerResponse response) {
    HttpPrologue prologue = request.prologue();
    String query = prologue.query().rawValue();
    TextRequest text =
        new TextRequest(
            prologue.method().text(),
            prologue.uriPath().rawPath(),
            query.isEmpty() ? null : query,
            name -> request.headers().first(HeaderNames.create(name)).orElse(null));
    TextRequest whole =
        request.content().hasEntity()
            ? text.withBody(ByteBuffer.wrap(request.content().as(byte[].class)))
            : text;
    Response answer = application.answer(whole);
    response.status(answer.status());
    answer
        .fields()
        .forEach(
            field ->
                response.header(
                    HeaderValues.create(HeaderNames.create(field.name()), field.value())));
    byte[] body = bodies.of(answer);
    if (whole.method() == Method.HEAD) {
      response.contentLength(body.length);
      response.send();
    } else {
      response.send(body);
    }
  }

  @Override
  public int port() {
    return server.port();
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
    server.stop();
  }
}
