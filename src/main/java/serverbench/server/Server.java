package serverbench.server;

/**
 * A running server of one concurrency model.
 *
 * <pre>
 *   constructed (bound) --start()--> serving --close()--> closed
 *          \----------------close()-------------------------^
 * </pre>
 */
public interface Server extends AutoCloseable {

  /**
   * The TCP port it is bound to, known from construction on, also when the configuration said 0.
   */
  int port();

  /** Returns once the server accepts and answers. Called once. */
  void start() throws Exception;

  /** Counters since construction. Any thread, at any time, also after close. */
  ServerStats stats();

  /**
   * Stops the server and returns only when every thread, file descriptor and child process that it
   * made is gone: 2 s for them to end by themselves, then they are forced and that is logged. The
   * second call does nothing.
   */
  @Override
  void close();
}
