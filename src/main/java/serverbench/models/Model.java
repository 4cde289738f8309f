package serverbench.models;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * The registry: every model of the article, by the name that the article gives it. Command line,
 * JMH parameter, contract tests, charts and report all go through these constants; a new model is
 * one file and one constant. The constants are in lower case because {@code -p model=epoll} of JMH
 * looks them up by name.
 */
public enum Model {
  ;

  /** The variant that runs when none is named. */
  public static final String DEFAULT_VARIANT = "default";

  /** Makes a bound server. */
  @FunctionalInterface
  interface Factory {
    Server create(ServerConfig config, Handler handler) throws IOException;
  }

  public int number() {
    return 0;
  }

  public Family family() {
    return null;
  }

  public String description() {
    return null;
  }

  /** All variants, the default first. */
  public List<String> variants() {
    return null;
  }

  /** The requests per second that the article measured, where it has a figure. */
  public OptionalDouble articleQps() {
    return null;
  }

  /** Why this model cannot run on this host, or empty when it can. */
  public Optional<String> unsupported(String variant) {
    return null;
  }

  /**
   * A server of this model, bound but not started.
   *
   * @param variant one of {@link #variants}
   * @throws IllegalArgumentException for another variant
   * @throws IOException when the address cannot be bound
   */
  public Server create(String variant, ServerConfig config, Handler handler) throws IOException {
    return null;
  }
}
