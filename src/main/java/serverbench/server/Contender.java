package serverbench.server;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A server that can be run and measured by its name. */
public interface Contender {

  /** What people type and results are called: "epoll", "epoll:et", "jetty". */
  String label();

  /** Why it cannot run on this host, or empty when it can. */
  Optional<String> unsupported();

  /** How it is set up, by name; shown with the results. */
  Map<String, String> settings(ServerConfig config);

  /**
   * A bound server that was not started.
   *
   * @throws IOException when the address cannot be bound
   */
  Server create(ServerConfig config, Handler handler) throws IOException;
}
