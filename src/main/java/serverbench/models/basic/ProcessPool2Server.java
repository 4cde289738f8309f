package serverbench.models.basic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import serverbench.models.process.ProcessPool;
import serverbench.net.ListeningSocket;
import serverbench.net.ListeningSocket.Option;
import serverbench.server.Handler;
import serverbench.server.HandlerRecipe;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 5, process_pool2: processes started ahead, each with its own listening socket on the one
 * port (SO_REUSEPORT, socket(7)).
 *
 * <pre>
 *                +--> [backlog 1] --accept-- child JVM 1: serves a connection to its end
 *   clients --#--+--> [backlog 2] --accept-- child JVM 2
 *             |  +--> [backlog n] --accept-- child JVM n
 *             the kernel hashes the client's address and port
 * </pre>
 *
 * <p>Sockets are opened by the parent and handed to one child each, as nginx does: when a child
 * dies its backlog is still there, and its successor goes on with it. (A socket that the child
 * opened itself would die with it, and reset every connection that waits.)
 *
 * <p>Shines with very many short connections: no child competes with another for the backlog. Fails
 * by the same token: the hash does not know who is busy. A connection can wait behind a slow one
 * while another child has nothing to do, and few connections spread unevenly; the statistics name
 * each child's share. As in process_pool1 a connection ends after 100 answers or 5 s of silence.
 */
public final class ProcessPool2Server implements Server {

  private static final int THREADS = 1;

  private final List<ListeningSocket> listeners;
  private final ProcessPool pool;

  public ProcessPool2Server(ServerConfig config, Handler handler) throws IOException {
    HandlerRecipe recipe = HandlerRecipe.of(handler);
    listeners = listen(config);
    pool = new ProcessPool("process_pool2", listeners, recipe, config.limits(), THREADS);
  }

  /** The first socket takes the port for itself, or is refused, and then lets the others in. */
  private static List<ListeningSocket> listen(ServerConfig config) throws IOException {
    List<ListeningSocket> opened = new ArrayList<>();
    try {
      ListeningSocket first =
          ListeningSocket.open(config.bind(), config.port(), config.backlog(), Set.of());
      opened.add(first);
      first.sharePort();
      while (opened.size() < config.workers()) {
        opened.add(
            ListeningSocket.open(
                config.bind(), first.port(), config.backlog(), Set.of(Option.REUSE_PORT)));
      }
      return opened;
    } catch (IOException e) {
      opened.forEach(ListeningSocket::close);
      throw e;
    }
  }

  @Override
  public int port() {
    return listeners.getFirst().port();
  }

  @Override
  public void start() throws Exception {
    pool.start();
  }

  @Override
  public ServerStats stats() {
    return pool.stats();
  }

  @Override
  public void close() {
    pool.close();
  }
}
