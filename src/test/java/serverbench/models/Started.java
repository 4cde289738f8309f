package serverbench.models;

import org.junit.jupiter.api.Assumptions;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Servers that serve. */
final class Started {

  private Started() {}

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
