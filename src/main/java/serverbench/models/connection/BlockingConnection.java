package serverbench.models.connection;

import serverbench.http.BufferPool;
import serverbench.http.HttpConnection;
import serverbench.http.HttpConnection.Next;
import serverbench.http.Limits;
import serverbench.server.Counters;
import serverbench.server.Handler;

/**
 * A connection that one thread serves from its first byte to its last. It looks at the clock before
 * each wait, since none ever times out while the client has one more byte to say, or takes one.
 *
 * <pre>
 *        +----------------------------------------------+
 *        v                                              |
 *      READ --request complete--> HANDLE --answer--> WRITE
 *        |                           ^  pipelined  |    |
 *        |                           +-------------+    |
 *        +--end, timeout--> CLOSE &lt;---close, LINGER-----+
 * </pre>
 */
public final class BlockingConnection {

  private final Transport transport;
  private final HttpConnection http;
  private final Handler handler;
  private final Counters counters;

  /** Whether its thread waits, or is about to wait, for the first byte of a request. */
  private volatile boolean betweenRequests;

  private volatile boolean draining;

  public BlockingConnection(
      Transport transport, BufferPool pool, Limits limits, Handler handler, Counters counters) {
    this.transport = transport;
    this.http = new HttpConnection(limits, pool, counters, System.nanoTime());
    this.handler = handler;
    this.counters = counters;
  }

  /** Serves every request of the connection and closes it. Blocks until then. */
  void serve() {
    counters.connectionAccepted();
    try {
      Next next = Next.READ;
      while (next != Next.CLOSE) {
        next =
            switch (next) {
              case READ -> read();
              case HANDLE -> Exchange.handle(handler, http);
              case WRITE -> write();
              case LINGER -> {
                transport.shutdownOutput();
                yield Next.READ;
              }
              case CLOSE -> next;
            };
      }
    } finally {
      http.close();
      transport.close();
      counters.connectionEnded();
    }
  }

  /**
   * The next answer is the last; a connection that waits for a request ends, one that has part of
   * it waits for the rest. Any thread.
   */
  void drain() {
    http.drain();
    draining = true;
    if (betweenRequests) {
      transport.shutdownInput();
    }
  }

  /** Ends the connection whatever it is doing. Any thread. */
  void abort() {
    transport.abort();
  }

  private Next read() {
    betweenRequests = http.isIdle();
    // drain() sets its flag before it looks at this one: one of the two ends the wait.
    if (draining && betweenRequests) {
      transport.shutdownInput();
    }
    long nowNanos = System.nanoTime();
    long leftNanos = http.deadlineNanos() - nowNanos;
    if (leftNanos <= 0) {
      return http.expired(nowNanos);
    }
    int received = transport.receive(http, leftNanos);
    return switch (received) {
      case Transport.TIMED_OUT -> http.expired(System.nanoTime());
      case Transport.BROKEN -> broken();
      default -> http.received(received, System.nanoTime());
    };
  }

  private Next write() {
    long nowNanos = System.nanoTime();
    long leftNanos = http.deadlineNanos() - nowNanos;
    if (leftNanos <= 0) {
      return http.expired(nowNanos);
    }
    int sent = transport.send(http, leftNanos);
    return switch (sent) {
      case Transport.TIMED_OUT -> http.expired(System.nanoTime());
      case Transport.BROKEN -> broken();
      default -> http.sent(sent, System.nanoTime());
    };
  }

  private Next broken() {
    counters.connectionFailed();
    return Next.CLOSE;
  }
}
