package serverbench.models.basic;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import serverbench.http.BufferPool;
import serverbench.http.SharedBufferPool;
import serverbench.models.connection.BlockingAcceptor;
import serverbench.models.connection.BlockingConnections;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.ListeningSocket;
import serverbench.net.Sockets;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 3, multi_thread: a platform thread for each connection.
 *
 * <pre>
 *                              +--> thread 1: recv, handle, send ... close, ends
 *   clients --> acceptor --new-+--> thread 2: recv, handle, send ... close, ends
 *               (accept)       +--> thread n
 * </pre>
 *
 * <p>The acceptor thread owns the listening socket; each connection thread owns its socket and
 * nothing else. Shines with tens to hundreds of connections: straight-line code, blocking work
 * costs only the client that asked for it, and a kept connection pays for its thread once. Fails
 * with thousands (a stack and a place in the run queue each), and with a new connection for each
 * request, where making a thread costs more than the answer.
 */
public final class MultiThreadServer implements Server {

  private final ListeningSocket listener;
  private final BlockingAcceptor acceptor;
  private final BlockingConnections connections;
  private final BufferPool pool = new SharedBufferPool();
  private final Semaphore room;
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("multi_thread", this::stopAccepting);

  /** Acceptor thread only. */
  private long connectionNumber;

  public MultiThreadServer(ServerConfig config, Handler handler) throws IOException {
    room = new Semaphore(config.limits().connections());
    listener = ListeningSocket.open(config.bind(), config.port(), config.backlog(), Set.of());
    listener.setTimeouts(config.limits().idleTime(), config.limits().idleTime());
    acceptor = new BlockingAcceptor(listener);
    connections = new BlockingConnections(config.limits(), handler, counters);
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    threads.start("acceptor", () -> acceptor.run(this::startThread));
  }

  /** On the acceptor thread: waits here while there are as many connections as there may be. */
  private void startThread(int socket) throws InterruptedException {
    acquireRoom(socket);
    try {
      threads.start("connection-" + connectionNumber++, () -> serve(socket));
    } catch (OutOfMemoryError e) {
      // The system has no thread left to give ("unable to create native thread").
      counters.connectionRefused();
      Sockets.close(socket);
      room.release();
    }
  }

  private void acquireRoom(int socket) throws InterruptedException {
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Sockets.close(socket);
      throw e;
    }
  }

  private void serve(int socket) {
    try {
      connections.serve(socket, pool);
    } finally {
      room.release();
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
        pool.close();
      }
    }
  }

  private void stopAccepting() {
    acceptor.stop();
    connections.drain();
  }
}
