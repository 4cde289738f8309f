package serverbench.models.connection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import serverbench.http.BufferPool;
import serverbench.http.Limits;
import serverbench.server.Counters;
import serverbench.server.Handler;

/**
 * The live connections of a model whose threads block in them: serves a connection on the calling
 * thread, and ends all of them when the server stops.
 */
public final class BlockingConnections {

  private final Limits limits;
  private final Handler handler;
  private final Counters counters;
  private final Set<BlockingConnection> live = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;
  private volatile boolean aborted;

  public BlockingConnections(Limits limits, Handler handler, Counters counters) {
    this.limits = limits;
    this.handler = handler;
    this.counters = counters;
  }

  /** Serves an accepted blocking socket to its end and closes it. */
  public void serve(int socket, BufferPool pool) {
    serve(new SocketTransport(socket, limits.idleTime().toNanos()), pool);
  }

  /** Serves a connection to its end and closes it. */
  public void serve(Transport transport, BufferPool pool) {
    BlockingConnection connection =
        new BlockingConnection(transport, pool, limits, handler, counters);
    live.add(connection);
    // Each of the two sets its flag before it walks the set: it or this thread sees this
    // connection.
    if (draining) {
      connection.drain();
    }
    if (aborted) {
      connection.abort();
    }
    try {
      connection.serve();
    } finally {
      live.remove(connection);
    }
  }

  /** Idle connections end, busy ones after their present answer. Any thread; does not wait. */
  public void drain() {
    draining = true;
    live.forEach(BlockingConnection::drain);
  }

  /** Ends every connection whatever it is doing. Any thread; does not wait. */
  public void abort() {
    aborted = true;
    live.forEach(BlockingConnection::abort);
  }
}
