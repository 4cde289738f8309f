package serverbench.models.basic;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.Limits;
import serverbench.models.connection.BlockingAcceptor;
import serverbench.models.connection.BlockingConnections;
import serverbench.models.connection.SharedWorkerLimits;
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
 * Model 6, thread_pool: one acceptor, a fixed number of workers, a bounded queue between them.
 *
 * <pre>
 *                                                    +--> worker 1: serves a connection to its end
 *   clients --> acceptor --put--> [bounded queue] ---+--> worker 2
 *               (accept)          full: put waits    +--> worker n
 * </pre>
 *
 * <p>The acceptor owns the listening socket; a worker owns the connection that it took until that
 * ends. Shines when work blocks for a bounded time and its amount must be limited: threads are made
 * once, and never more than the machine was given. Fails when connections are kept open by clients
 * that send little: a worker is tied to each of them, and the rest waits in the queue. Therefore a
 * connection ends after 100 answers or 5 s of silence.
 */
public final class ThreadPoolServer implements Server {

  /** In the queue behind the last socket; each worker that ends hands it on to the next. */
  private static final int STOP = -1;

  private final int workers;
  private final ListeningSocket listener;
  private final BlockingAcceptor acceptor;
  private final BlockingQueue<Integer> queue;
  private final BlockingConnections connections;
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("thread_pool", this::stopAccepting);

  /** The acceptor has ended, and no socket is put into the queue any more. */
  private volatile boolean closed;

  public ThreadPoolServer(ServerConfig config, Handler handler) throws IOException {
    Limits limits = SharedWorkerLimits.of(config.limits());
    workers = config.workers();
    queue = new ArrayBlockingQueue<>(config.queueCapacity());
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
    for (int worker = 0; worker < workers; worker++) {
      threads.start("worker-" + worker, this::work);
    }
    threads.start("acceptor", this::accept);
  }

  /**
   * A full queue makes put wait, and with it the acceptor: the kernel's backlog fills up behind it.
   */
  private void accept() throws Exception {
    try {
      acceptor.run(this::put);
    } finally {
      closed = true;
      handOnStop();
    }
  }

  private void put(int socket) throws InterruptedException {
    try {
      queue.put(socket);
    } catch (InterruptedException e) {
      Sockets.close(socket);
      throw e;
    }
  }

  private void work() throws InterruptedException {
    try (BufferPool pool = new ConfinedBufferPool()) {
      for (int socket = take(); socket != STOP; socket = take()) {
        connections.serve(socket, pool);
      }
    }
    handOnStop();
  }

  private int take() throws InterruptedException {
    if (!closed) {
      return queue.take();
    }
    Integer socket = queue.poll();
    return socket == null ? STOP : socket;
  }

  /**
   * For a worker that waits in take. Does not wait itself, since the workers may have ended before
   * the queue was empty: a full queue keeps no worker waiting, and whoever empties it comes here.
   */
  private void handOnStop() {
    queue.offer(STOP);
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::stopAccepting, connections::abort)) {
        closeQueued();
        listener.close();
      }
    }
  }

  /** Connections that no worker took: only when workers were forced to end. */
  private void closeQueued() {
    List<Integer> left = new java.util.ArrayList<>();
    queue.drainTo(left);
    left.stream().filter(socket -> socket != STOP).forEach(Sockets::close);
  }

  private void stopAccepting() {
    acceptor.stop();
    connections.drain();
  }
}
