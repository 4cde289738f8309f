package serverbench.models;

import org.junit.jupiter.api.Assumptions;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Servers of any model for tests that run over all of them. */
final class Started {

  private Started() {}

  /** A server with the endpoints that serves; a model that this host cannot run skips the test. */
  static Server server(Choice choice, ServerConfig config) throws Exception {
    choice
        .model()
        .unsupported(choice.variant())
        .ifPresent(reason -> Assumptions.abort(choice.label() + ": " + reason));
    Server server = choice.model().create(choice.variant(), config, new Endpoints());
    server.start();
    return server;
  }
}
