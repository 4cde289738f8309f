package serverbench.models.lifecycle;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import serverbench.net.ListeningSocket;
import serverbench.net.ListeningSocket.Option;
import serverbench.server.ServerConfig;

/**
 * What a constructor has opened so far. When the system refuses the next thing, the constructor
 * throws and there is no server that anybody could close: so all of it is closed here, the last
 * first, and the port is free again.
 *
 * <pre>
 *   try (Opening opening = new Opening()) {
 *     listener = opening.listener(config);
 *     poller = opening.keep(new EpollPoller(...));
 *     opening.complete();
 *   }
 * </pre>
 */
public final class Opening implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Opening.class.getName());

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Takes charge of it until {@link #complete}. */
  public <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  /** The socket that the server listens on, one on which accept does not block. */
  public ListeningSocket listener(ServerConfig config) throws IOException {
    return keep(
        ListeningSocket.open(
            config.bind(), config.port(), config.backlog(), Set.of(Option.NON_BLOCKING)));
  }

  /** Everything is there: the server is in charge now. */
  public void complete() {
    opened.clear();
  }

  @Override
  public void close() {
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.ERROR, "not closed after a server could not be opened", e);
      }
    }
  }
}
