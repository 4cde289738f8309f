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
   * made is gone. Connections are refused at once, those that wait in the kernel's backlog too; an
   * idle one is closed; one that is busy, which also means that part of a request has come, gets
   * its present answer and is closed. All that has 2 s, then it is forced and that is logged; when
   * the calling thread is interrupted it is forced at once, and the thread stays interrupted. A
   * model whose thread is inside a handler sees to its other connections when it comes back. A
   * thread that does not end within 2 s of being forced, which is logged too, is left with all that
   * it may be using. The second call does nothing.
   */
  @Override
  void close();
}
