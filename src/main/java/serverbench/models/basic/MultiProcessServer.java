package serverbench.models.basic;

import java.io.IOException;
import java.util.Set;
import serverbench.models.connection.BlockingAcceptor;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.models.process.ConnectionProcesses;
import serverbench.net.ListeningSocket;
import serverbench.net.Sockets;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.HandlerRecipe;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 2, multi_process: a process for each connection.
 *
 * <pre>
 *                                +--> child JVM 1: read, handle, write ... close, ends
 *   clients --> acceptor --spawn-+--> child JVM 2: read, handle, write ... close, ends
 *               (accept)         +--> child JVM n
 *                    ^                    |
 *                    +---- supervisor <---+ counts, end: reaped, room for another
 * </pre>
 *
 * <p>The acceptor owns the listening socket. It hands each connection to a new process as its
 * standard input (posix_spawn(3); see {@link serverbench.net.Spawn} for why not fork) and closes
 * its own copy, so that the child's close is the end of the connection. At most {@code workers}
 * children live at once; then the acceptor stops accepting and the rest waits in the kernel.
 *
 * <p>Shines where a connection must not be able to harm another: a crash, a leak, an exhausted heap
 * end with their process. Fails on what a process costs: a JVM takes tens of milliseconds of CPU
 * and tens of megabytes to say its first word, so some 30 new connections a second is what two
 * cores give; a connection therefore ends after 100 answers or 5 s of silence.
 */
public final class MultiProcessServer implements Server {

  private final ListeningSocket listener;
  private final BlockingAcceptor acceptor;
  private final ConnectionProcesses processes;
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("multi_process", this::stopAccepting);

  public MultiProcessServer(ServerConfig config, Handler handler) throws IOException {
    HandlerRecipe recipe = HandlerRecipe.of(handler);
    listener = ListeningSocket.open(config.bind(), config.port(), config.backlog(), Set.of());
    acceptor = new BlockingAcceptor(listener);
    try {
      processes = new ConnectionProcesses(recipe, config.limits(), config.workers(), counters);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    processes.prepare();
    threads.start("supervisor", processes::supervise);
    threads.start("acceptor", this::accept);
  }

  private void accept() throws Exception {
    try {
      processes.awaitRoom();
      acceptor.run(this::hand);
    } finally {
      processes.seal();
    }
  }

  /** On the acceptor thread: returns when there is room for a further connection. */
  private void hand(int socket) throws InterruptedException {
    try {
      processes.start(socket);
    } finally {
      Sockets.close(socket);
    }
    processes.awaitRoom();
  }

  @Override
  public ServerStats stats() {
    return processes.stats();
  }

  @Override
  public void close() {
    if (shutdown.begin()) {
      if (Shutdown.stop(threads, this::stopAccepting, processes::kill)) {
        processes.close();
        listener.close();
      }
    }
  }

  private void stopAccepting() {
    acceptor.stop();
    processes.stop();
  }
}
