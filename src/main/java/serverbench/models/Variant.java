package serverbench.models;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * One way to build a model.
 *
 * @param name "default", or what stands after the colon
 * @param host what it needs of the host
 * @param factory makes the server
 * @param backend what it runs on, where that depends on the host
 */
record Variant(String name, Host host, Factory factory, Supplier<Optional<String>> backend) {

  Variant(String name, Host host, Factory factory) {
    this(name, host, factory, Optional::empty);
  }

  /** Makes a bound server. */
  @FunctionalInterface
  interface Factory {
    Server create(ServerConfig config, Handler handler) throws IOException;
  }

  /** The only variant of a model that runs wherever the socket calls do. */
  static Variant only(Factory factory) {
    return new Variant(Model.DEFAULT_VARIANT, Host.ANY, factory);
  }
}
