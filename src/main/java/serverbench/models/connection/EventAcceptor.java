package serverbench.models.connection;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import serverbench.net.Errno;
import serverbench.net.ListeningSocket;
import serverbench.net.Poller;

/**
 * Accepts on a poller's readiness. At the connection limit, or out of descriptors, it stops
 * watching the listening socket: clients wait in the kernel's backlog and the loop does not spin on
 * a readiness that it cannot use.
 */
public final class EventAcceptor {

  /** Takes an accepted socket, which is now its own. */
  @FunctionalInterface
  public interface Sink {
    void accepted(int socket) throws IOException;
  }

  /** Sets what the listening socket is watched for: {@link Poller#READ} or 0. */
  @FunctionalInterface
  public interface Watch {
    void setInterest(int interest) throws IOException;
  }

  private enum State {
    WATCHING,
    PAUSED,
    STOPPED
  }

  private static final long EXHAUSTED_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ListeningSocket listener;
  private final Watch watch;
  private final int mostConnections;
  private final LongSupplier liveConnections;
  private State state = State.WATCHING;
  private long resumeNanos;

  /**
   * @param listener non-blocking, and watched for {@link Poller#READ} by the loop
   * @param watch how to change what the listening socket is watched for
   */
  public EventAcceptor(
      ListeningSocket listener, Watch watch, int mostConnections, LongSupplier liveConnections) {
    this.listener = listener;
    this.watch = watch;
    this.mostConnections = mostConnections;
    this.liveConnections = liveConnections;
  }

  /**
   * Takes every connection that waits, until EAGAIN or a limit; accepts no more once the listening
   * socket has been told to refuse.
   */
  public void accept(Sink sink, long nowNanos) throws IOException {
    while (liveConnections.getAsLong() < mostConnections) {
      int socket = listener.accept();
      if (socket >= 0) {
        sink.accepted(socket);
      } else if (socket == -Errno.EAGAIN) {
        return;
      } else if (Errno.isHinderedAccept(socket)) {
        break;
      } else if (socket == -Errno.EINVAL) {
        // Shut down by the thread that closes the server; this loop is told at its next turn.
        stop();
        return;
      } else if (!Errno.isTransientAccept(socket)) {
        throw Errno.failure("accept", socket);
      }
    }
    state = State.PAUSED;
    resumeNanos = nowNanos + EXHAUSTED_WAIT_NANOS;
    watch.setInterest(0);
  }

  /** Watches again when it had stopped and there is room now. To be called once a turn. */
  public void resume(long nowNanos) throws IOException {
    if (state != State.PAUSED || nowNanos - resumeNanos < 0) {
      return;
    }
    if (liveConnections.getAsLong() < mostConnections) {
      state = State.WATCHING;
      watch.setInterest(Poller.READ);
    } else {
      // Still no room: without another pause the loop would spin.
      resumeNanos = nowNanos + EXHAUSTED_WAIT_NANOS;
    }
  }

  /** When {@link #resume} is worth calling again; {@link Long#MAX_VALUE} while it watches. */
  public long resumeNanos() {
    return state == State.PAUSED ? resumeNanos : Long.MAX_VALUE;
  }

  /** Accepts no more; the second call does nothing. */
  public void stop() throws IOException {
    boolean watched = state == State.WATCHING;
    state = State.STOPPED;
    if (watched) {
      watch.setInterest(0);
    }
  }
}
