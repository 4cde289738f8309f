package serverbench.models.architecture.reactor;

import java.io.IOException;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.net.Poller;
import serverbench.server.Handler;

/**
 * The two handlers of a connection, of which one is registered at a time:
 *
 * <pre>
 *                 answer sent whole                    socket full
 *               +-------------------+             +------------------+
 *               v                   |             |                  v
 *   open --> ReadHandler --receive, handle, send--+             WriteHandler
 *               ^                                                    |
 *               +---------------- rest of the answer sent -----------+
 *
 *   either one --end, error, timeout--> closed
 * </pre>
 */
final class ConnectionHandlers {

  private final Reactor reactor;
  private final NonBlockingConnection connection;
  private final Handler handler;
  private final EventHandler readHandler = new ReadHandler();
  private final EventHandler writeHandler = new WriteHandler();

  ConnectionHandlers(Reactor reactor, NonBlockingConnection connection, Handler handler) {
    this.reactor = reactor;
    this.connection = connection;
    this.handler = handler;
  }

  void register() {
    try {
      reactor.register(connection.socket(), Poller.READ, readHandler);
    } catch (IOException e) {
      connection.refused(e);
      connection.close();
    }
  }

  /** Registered while the connection waits for bytes. */
  private final class ReadHandler implements EventHandler {
    @Override
    public void handleEvent(long nowNanos) throws IOException {
      connection.receive(nowNanos);
      handleAndSend(nowNanos);
    }

    @Override
    public long deadlineNanos() {
      return connection.http().deadlineNanos();
    }

    @Override
    public void handleTimeout(long nowNanos) throws IOException {
      expire(nowNanos);
    }

    @Override
    public void handleDrain() throws IOException {
      drain();
    }

    @Override
    public void close() {
      connection.close();
    }
  }

  /** Registered while the client is slower to read than the server to answer. */
  private final class WriteHandler implements EventHandler {
    @Override
    public void handleEvent(long nowNanos) throws IOException {
      handleAndSend(nowNanos);
    }

    @Override
    public long deadlineNanos() {
      return connection.http().deadlineNanos();
    }

    @Override
    public void handleTimeout(long nowNanos) throws IOException {
      expire(nowNanos);
    }

    @Override
    public void handleDrain() throws IOException {
      drain();
    }

    @Override
    public void close() {
      connection.close();
    }
  }

  /**
   * Every complete request to the handler and its answer to the socket, as far as that takes it.
   */
  private void handleAndSend(long nowNanos) throws IOException {
    boolean goesOn = true;
    while (goesOn) {
      switch (connection.next()) {
        case HANDLE -> connection.handle(handler);
        case LINGER -> connection.shutdownOutput();
        case WRITE -> {
          connection.send(nowNanos);
          goesOn = !connection.wouldBlock();
        }
        case READ, CLOSE -> goesOn = false;
      }
    }
    switch (connection.next()) {
      case WRITE -> reactor.register(connection.socket(), Poller.WRITE, writeHandler);
      case CLOSE -> end();
      default -> reactor.register(connection.socket(), Poller.READ, readHandler);
    }
  }

  private void expire(long nowNanos) throws IOException {
    if (connection.expire(nowNanos)) {
      handleAndSend(nowNanos);
    }
  }

  private void drain() {
    if (connection.drain()) {
      end();
    }
  }

  private void end() {
    reactor.deregister(connection.socket());
    connection.close();
  }
}
