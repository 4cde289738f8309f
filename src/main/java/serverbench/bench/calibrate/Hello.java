package serverbench.bench.calibrate;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import serverbench.http.Response;
import serverbench.load.ExpectedAnswer;
import serverbench.load.LoadPlan;
import serverbench.load.LoadPlan.Reuse;
import serverbench.models.Model;
import serverbench.models.NullServer;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** The one answer that the checks' servers give, and servers that give it. */
final class Hello {

  private static final String TEXT = "Hello, World!";
  private static final byte[] BODY = TEXT.getBytes(StandardCharsets.US_ASCII);

  static final Response RESPONSE = Response.text(200, TEXT);

  private Hello() {}

  static LoadPlan plan(int port, int connections) {
    return LoadPlan.of(
        URI.create("http://127.0.0.1:" + port + "/"),
        connections,
        Reuse.KEPT_ALIVE,
        ExpectedAnswer.exactly(200, BODY));
  }

  /** Bound, not started. */
  static Server server(Model model, ServerConfig config, Handler handler) throws Exception {
    return model.create(Model.DEFAULT_VARIANT, config, handler);
  }

  /** Bound, not started. */
  static Server nullServer() throws Exception {
    ServerConfig config = ServerConfig.defaults();
    return new NullServer(config.bind(), config.backlog(), BODY, false);
  }
}
