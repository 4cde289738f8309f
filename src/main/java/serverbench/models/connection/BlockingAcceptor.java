package serverbench.models.connection;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import serverbench.net.Errno;
import serverbench.net.ListeningSocket;
import serverbench.net.NativeIoException;

/**
 * Accepts with a blocking accept(2), one connection after the other, on the thread that calls
 * {@link #run}.
 */
public final class BlockingAcceptor {

  /** Takes an accepted socket, which is now its own; may block, which stops the accepting. */
  @FunctionalInterface
  public interface Sink {
    void accepted(int socket) throws InterruptedException;
  }

  private static final long EXHAUSTED_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ListeningSocket listener;
  private volatile boolean stopped;

  public BlockingAcceptor(ListeningSocket listener) {
    this.listener = listener;
  }

  /**
   * Accepts until {@link #stop}.
   *
   * @throws NativeIoException when the listening socket itself fails
   * @throws InterruptedException when the sink was interrupted
   */
  public void run(Sink sink) throws NativeIoException, InterruptedException {
    while (!stopped) {
      int socket = listener.accept();
      if (socket >= 0) {
        sink.accepted(socket);
      } else if (!stopped) {
        onFailure(socket);
      }
    }
  }

  /** Makes {@link #run} return. Any thread. */
  public void stop() {
    stopped = true;
    listener.refuse();
  }

  private static void onFailure(int error) throws NativeIoException {
    if (Errno.isHinderedAccept(error)) {
      // Mostly out of descriptors: the connection stays in the backlog; asking at once would spin.
      LockSupport.parkNanos(EXHAUSTED_WAIT_NANOS);
    } else if (error != -Errno.EAGAIN && !Errno.isTransientAccept(error)) {
      throw Errno.failure("accept", error);
    }
  }
}
