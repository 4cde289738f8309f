package serverbench.models.handover;

import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.connection.NonBlockingConnection.Wait;

/**
 * A connection that several threads serve in turn. Whoever claimed it owns it, and everything in
 * it, until it is armed again or closed.
 *
 * @param <T> what the model hands to its threads for this connection
 */
public final class SharedConnection<T> {

  final NonBlockingConnection connection;
  final Claim claim = new Claim();

  /** Written by the owner before it arms, read without owning: a hint for the sweep. */
  volatile long deadlineNanos;

  /** What it was armed for. */
  Wait wait = Wait.READABLE;

  T work;

  SharedConnection(NonBlockingConnection connection) {
    this.connection = connection;
  }

  public NonBlockingConnection connection() {
    return connection;
  }
}
