package serverbench.models.architecture.hybrid;

import java.io.IOException;
import serverbench.http.HttpConnection.Next;
import serverbench.http.Response;
import serverbench.models.architecture.reactor.EventHandler;
import serverbench.models.architecture.reactor.Reactor;
import serverbench.models.connection.Exchange;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.net.Poller;
import serverbench.server.Handler;

/**
 * A connection of the hybrid model: its reactor does everything, but asks a worker for an answer
 * that may take a while.
 *
 * <pre>
 *                        may not block: handled inline
 *                      .------------------------------.
 *                      |                              v
 *   READING --request--+                            WRITING --sent--> READING
 *                      |                              ^
 *                      '--may block--> WITH_WORKER ---'
 *                          to the worker layer, back through the reactor's queue
 * </pre>
 *
 * <p>The one object is the reactor's handler, the worker's work and the message that brings the
 * answer back, so that none has to be made. A worker sees the request and leaves the answer; it
 * touches neither socket nor buffers.
 */
final class HybridConnection implements EventHandler, Runnable, Reactor.Task {

  private final Reactor reactor;
  private final NonBlockingConnection connection;
  private final Handler handler;
  private final WorkerGate gate;
  private boolean withWorker;
  private boolean closed;

  /** Written by the worker, read by the reactor behind the queue that brought this back. */
  private Response answer;

  HybridConnection(
      Reactor reactor, NonBlockingConnection connection, Handler handler, WorkerGate gate) {
    this.reactor = reactor;
    this.connection = connection;
    this.handler = handler;
    this.gate = gate;
  }

  void register() {
    try {
      reactor.register(connection.socket(), Poller.READ, this);
    } catch (IOException e) {
      connection.refused(e);
      close();
    }
  }

  @Override
  public void handleEvent(long nowNanos) throws IOException {
    if (withWorker) {
      // More requests, or the end of the client: later. Not before now, since mostly there is none.
      reactor.register(connection.socket(), 0, this);
    } else {
      if (connection.next() == Next.READ) {
        connection.receive(nowNanos);
      }
      proceed(nowNanos);
    }
  }

  /** Worker: finds the answer. */
  @Override
  public void run() {
    answer = Exchange.ask(handler, connection.http().request());
    reactor.execute(this);
  }

  /** Reactor, after a worker: encodes and sends the answer. */
  @Override
  public void run(long nowNanos) throws IOException {
    gate.leave();
    withWorker = false;
    if (!closed) {
      Response found = answer;
      answer = null;
      connection.answer(found, nowNanos);
      proceed(nowNanos);
    }
  }

  @Override
  public long deadlineNanos() {
    return withWorker ? Long.MAX_VALUE : connection.http().deadlineNanos();
  }

  @Override
  public void handleTimeout(long nowNanos) throws IOException {
    if (connection.expire(nowNanos)) {
      proceed(nowNanos);
    }
  }

  @Override
  public void handleDrain() {
    if (connection.drain() && !withWorker) {
      end();
    }
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
  }

  /** As far as it goes without waiting for the client or a worker. */
  private void proceed(long nowNanos) throws IOException {
    while (true) {
      switch (connection.next()) {
        case HANDLE -> {
          if (handler.mayBlock(connection.http().request())) {
            withWorker = true;
            gate.offload(this);
            return;
          }
          connection.handle(handler);
        }
        case WRITE -> {
          connection.send(nowNanos);
          if (connection.wouldBlock()) {
            reactor.register(connection.socket(), Poller.WRITE, this);
            return;
          }
        }
        case LINGER -> connection.shutdownOutput();
        case READ -> {
          reactor.register(connection.socket(), Poller.READ, this);
          return;
        }
        case CLOSE -> {
          end();
          return;
        }
      }
    }
  }

  private void end() {
    reactor.deregister(connection.socket());
    close();
  }
}
