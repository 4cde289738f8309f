package serverbench.models.basic;

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
 * Model 4, process_pool1: processes started ahead, which all accept on one listening socket.
 *
 * <pre>
 *                                     +--accept-- child JVM 1: serves a connection to its end
 *   clients --> [one kernel backlog] -+--accept-- child JVM 2
 *                      |              +--accept-- child JVM n
 *                   inherited from
 *                      |
 *                   parent: never accepts; its supervisor replaces a child that dies
 * </pre>
 *
 * <p>The parent opens the socket, each child has it as its standard input (posix_spawn(3)). In
 * which child a connection ends up is the kernel's choice: it wakes one of those that wait, no herd
 * of them, mostly the one that has waited longest. Shines where requests must be kept apart from
 * each other by processes, without a process being made for each. Fails like every pool with
 * connections that are kept open: a child is tied to one until it ends, so it ends after 100
 * answers or 5 s of silence; and each child compiles and collects for itself alone.
 */
public final class ProcessPool1Server implements Server {

  private static final int THREADS = 1;

  private final ListeningSocket listener;
  private final ProcessPool pool;

  public ProcessPool1Server(ServerConfig config, Handler handler) throws IOException {
    HandlerRecipe recipe = HandlerRecipe.of(handler);
    listener = ListeningSocket.open(config.bind(), config.port(), config.backlog(), Set.of());
    pool =
        new ProcessPool(
            "process_pool1",
            Collections.nCopies(config.workers(), listener),
            recipe,
            config.limits(),
            THREADS);
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
