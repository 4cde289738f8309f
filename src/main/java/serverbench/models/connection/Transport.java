package serverbench.models.connection;

import serverbench.http.HttpConnection;

/**
 * The bytes of one connection, moved by calls that block the thread (or park the virtual thread)
 * which owns the connection. Only {@link #shutdownInput} and {@link #abort} are for other threads.
 */
public interface Transport {

  /** The time was over before a byte moved. */
  int TIMED_OUT = -2;

  /** The connection broke: reset, or aborted from our side. */
  int BROKEN = -3;

  /**
   * Waits for bytes and receives them into the connection's input.
   *
   * @return how many, {@link HttpConnection#END_OF_STREAM}, {@link #TIMED_OUT} or {@link #BROKEN}
   */
  int receive(HttpConnection http, long timeoutNanos);

  /**
   * Sends from the connection's output.
   *
   * @return how many bytes, {@link #TIMED_OUT} or {@link #BROKEN}
   */
  int send(HttpConnection http, long timeoutNanos);

  /** Sends FIN: the client sees the end of our stream after the last answer. */
  void shutdownOutput();

  /** Ends a receive that waits, and every later one once the bytes that have arrived are read. */
  void shutdownInput();

  /** Ends whatever the owner waits for; the client sees the connection end. */
  void abort();

  /** Releases the descriptor. The owner, once, as the last thing. */
  void close();
}
