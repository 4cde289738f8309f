package serverbench.models.modern.coroutine;

import java.io.IOException;
import java.util.function.LongSupplier;
import serverbench.models.connection.EventAcceptor;
import serverbench.net.ListeningSocket;

/**
 * The coroutine that waits at the listening socket: readable, it takes every connection that is
 * there; at the connection limit it waits for a time instead.
 */
public final class AcceptCoroutine implements Coroutine {

  private final ListeningSocket listener;
  private final EventAcceptor acceptor;
  private final EventAcceptor.Sink sink;

  /**
   * @param scheduler the one that it is going to be spawned in
   * @param sink takes each accepted socket, on that scheduler's thread
   */
  public AcceptCoroutine(
      Scheduler scheduler,
      ListeningSocket listener,
      int mostConnections,
      LongSupplier liveConnections,
      EventAcceptor.Sink sink) {
    this.listener = listener;
    this.sink = sink;
    acceptor =
        new EventAcceptor(
            listener,
            interest -> scheduler.watch(this, interest),
            mostConnections,
            liveConnections);
  }

  @Override
  public int fd() {
    return listener.fd();
  }

  @Override
  public Yield resume(long nowNanos) throws IOException {
    acceptor.accept(sink, nowNanos);
    return awaited();
  }

  @Override
  public long deadlineNanos() {
    return acceptor.resumeNanos();
  }

  @Override
  public Yield expire(long nowNanos) throws IOException {
    acceptor.resume(nowNanos);
    return awaited();
  }

  @Override
  public void refused(IOException cause) throws IOException {
    throw cause;
  }

  @Override
  public boolean drain() throws IOException {
    acceptor.stop();
    return true;
  }

  /** The server owns the listening socket. */
  @Override
  public void close() {}

  private Yield awaited() {
    return acceptor.resumeNanos() == Long.MAX_VALUE ? Yield.READABLE : Yield.DEADLINE;
  }
}
