package serverbench.models.architecture.reactor;

import java.io.IOException;
import java.util.function.LongSupplier;
import serverbench.models.connection.EventAcceptor;
import serverbench.net.ListeningSocket;
import serverbench.net.Poller;

/** Handles a listening socket: takes the connections that wait and hands each one on. */
public final class AcceptHandler implements EventHandler {

  private final Reactor reactor;
  private final ListeningSocket listener;
  private final EventAcceptor acceptor;
  private final EventAcceptor.Sink connections;

  /**
   * @param connections takes each accepted socket, on this reactor's thread
   */
  public AcceptHandler(
      Reactor reactor,
      ListeningSocket listener,
      int mostConnections,
      LongSupplier liveConnections,
      EventAcceptor.Sink connections) {
    this.reactor = reactor;
    this.listener = listener;
    this.connections = connections;
    acceptor = new EventAcceptor(listener, this::register, mostConnections, liveConnections);
  }

  /** Begins to accept; on the reactor's thread, or before it runs. */
  public void register() throws IOException {
    register(Poller.READ);
  }

  @Override
  public void handleEvent(long nowNanos) throws IOException {
    acceptor.accept(connections, nowNanos);
    reactor.callAt(acceptor.resumeNanos());
  }

  /** Set while it does not accept: at the connection limit, or out of descriptors. */
  @Override
  public long deadlineNanos() {
    return acceptor.resumeNanos();
  }

  @Override
  public void handleTimeout(long nowNanos) throws IOException {
    acceptor.resume(nowNanos);
    reactor.callAt(acceptor.resumeNanos());
  }

  @Override
  public void handleDrain() throws IOException {
    acceptor.stop();
    reactor.deregister(listener.fd());
  }

  /** The server owns the listening socket. */
  @Override
  public void close() {}

  private void register(int interest) throws IOException {
    reactor.register(listener.fd(), interest, this);
  }
}
