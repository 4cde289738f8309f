package serverbench.models;

import org.junit.jupiter.api.Assumptions;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Servers of any model for tests that run over all of them. */
final class Started {

  private Started() {}

  /** One with the usual endpoints. */
  static Server server(Choice choice, ServerConfig config) throws Exception {
    return server(choice, config, new Endpoints());
  }

  /** The server, or the end of the test where this host does not support the choice. */
  static Server server(Choice choice, ServerConfig config, Handler handler) throws Exception {
    choice
        .model()
        .unsupported(choice.variant())
        .ifPresent(reason -> Assumptions.abort(choice.label() + ": " + reason));
    Server server = choice.model().create(choice.variant(), config, handler);
    try {
      server.start();
    } catch (Exception e) {
      server.close();
      throw e;
    }
    return server;
  }
}
