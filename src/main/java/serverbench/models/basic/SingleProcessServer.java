package serverbench.models.basic;

import java.io.IOException;
import java.util.Set;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.Limits;
import serverbench.models.connection.BlockingAcceptor;
import serverbench.models.connection.BlockingConnections;
import serverbench.models.connection.SharedWorkerLimits;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.ListeningSocket;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 1, single_process: one thread takes a connection, serves it to its end, then takes the
 * next.
 *
 * <pre>
 *   clients --> [ kernel backlog ] --accept--> one thread: recv, handle, send, recv ... close
 *                                    ^                                                  |
 *                                    +--------------------------------------------------+
 * </pre>
 *
 * <p>Shines as the simplest program that works, and as the measure of what one core does without
 * any hand-over. Fails as soon as two clients want it at once: the second waits in the kernel's
 * backlog until the first is done. So that a client that keeps its connection cannot lock out all
 * others, the connection ends after 100 answers or 5 s of silence.
 */
public final class SingleProcessServer implements Server {

  private final ListeningSocket listener;
  private final BlockingAcceptor acceptor;
  private final BlockingConnections connections;
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("single_process", this::stopAccepting);

  public SingleProcessServer(ServerConfig config, Handler handler) throws IOException {
    Limits limits = SharedWorkerLimits.of(config.limits());
    listener = ListeningSocket.open(config.bind(), config.port(), config.backlog(), Set.of());
    listener.setTimeouts(limits.idleTime(), limits.idleTime());
    acceptor = new BlockingAcceptor(listener);
    connections = new BlockingConnections(limits, handler, counters);
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    threads.start("server", this::serve);
  }

  private void serve() throws Exception {
    try (BufferPool pool = new ConfinedBufferPool()) {
      acceptor.run(socket -> connections.serve(socket, pool));
    }
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::stopAccepting, connections::abort)) {
        listener.close();
      }
    }
  }

  private void stopAccepting() {
    acceptor.stop();
    connections.drain();
  }
}
