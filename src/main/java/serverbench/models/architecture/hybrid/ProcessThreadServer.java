package serverbench.models.architecture.hybrid;

import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import serverbench.models.process.ProcessPool;
import serverbench.net.ListeningSocket;
import serverbench.server.Handler;
import serverbench.server.HandlerRecipe;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 22, hybrid, variant process-thread: a process for each core, a pool of threads in each.
 *
 * <pre>
 *                                              +-- thread 1: serves a connection to its end
 *                            +-- child JVM 1 --+-- thread 2
 *                            |                 +-- thread w
 *   clients --> [backlog] ---+
 *                            |                 +-- thread 1
 *                            +-- child JVM r --+-- thread w
 * </pre>
 *
 * <p>The outer layer is that of process_pool1 ({@code reactors} processes on one listening socket,
 * supervised), the inner one a thread pool whose queue is the kernel's backlog: each of the {@code
 * workers} threads of a process accepts for itself, so that a process takes no connection that it
 * cannot serve now. (Apache's worker MPM is built like this.)
 *
 * <p>Shines where faults must be contained and work blocks: a crash costs one process's
 * connections, and a blocked thread costs a thread, not a process. Fails where the pools that it is
 * made of fail: a connection that is kept open holds a thread, hence 100 answers or 5 s of silence.
 */
public final class ProcessThreadServer implements Server {

  private final ListeningSocket listener;
  private final ProcessPool pool;

  public ProcessThreadServer(ServerConfig config, Handler handler) throws IOException {
    HandlerRecipe recipe = HandlerRecipe.of(handler);
    listener = ListeningSocket.open(config.bind(), config.port(), config.backlog(), Set.of());
    pool =
        new ProcessPool(
            "hybrid-process-thread",
            Collections.nCopies(config.reactors(), listener),
            recipe,
            config.limits(),
            config.workers());
  }

  @Override
  public int port() {
    return listener.port();
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
