package serverbench.http;

/**
 * Told by an {@link HttpConnection} what happens on it, so that a server can count, and asked
 * whether the server still goes on. Called on the thread that drives the connection; must not block
 * and must not throw.
 */
public interface ConnectionObserver {

  /** A complete request was read and will be handed to the handler. */
  void requestRead();

  /**
   * An answer was encoded into the output buffer.
   *
   * @param status the final status of the answer, 200 to 599; interim answers (100) are not told
   */
  void responseEncoded(int status);

  /** The connection refused what the client sent, over a limit or malformed, with this status. */
  void refused(int status);

  /**
   * Whether the server has begun to stop: an answer that is encoded now is its connection's last,
   * also where the thread that drives the connection was in the handler when the stop came.
   */
  default boolean isStopping() {
    return false;
  }

  ConnectionObserver NONE =
      new ConnectionObserver() {
        @Override
        public void requestRead() {}

        @Override
        public void responseEncoded(int status) {}

        @Override
        public void refused(int status) {}
      };
}
