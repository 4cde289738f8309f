package serverbench.models.architecture.proactor;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import serverbench.net.Errno;
import serverbench.net.Sockets;

/**
 * Keeps one accept operation in flight. As long as the limit of connections is farther away than a
 * full backlog it is a multishot one, which needs no renewal; nearer it accepts one by one, since a
 * multishot operation would take more than there is room for.
 *
 * <pre>
 *   MULTISHOT &lt;--room for a backlog--&gt; ONE BY ONE &lt;--room--&gt; PAUSED (at the limit, no descriptors)
 *        \-----------------------stop------+------------------------/--&gt; STOPPED
 * </pre>
 */
final class Acceptor {

  /** Takes an accepted socket, which is now its own. */
  @FunctionalInterface
  interface Sink {
    void accepted(int socket, long nowNanos) throws IOException;
  }

  private static final long EXHAUSTED_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final AsynchronousOperationProcessor processor;
  private final int listener;
  private final int backlog;
  private final int mostConnections;
  private final IntSupplier liveConnections;
  private final Sink sink;
  private final CompletionHandler onAccepted = this::accepted;
  private int operation = AsynchronousOperationProcessor.NONE;
  private boolean multishot;
  private boolean paused;
  private boolean stopped;
  private long resumeNanos;

  Acceptor(
      AsynchronousOperationProcessor processor,
      int listener,
      int backlog,
      int mostConnections,
      IntSupplier liveConnections,
      Sink sink) {
    this.processor = processor;
    this.listener = listener;
    this.backlog = backlog;
    this.mostConnections = mostConnections;
    this.liveConnections = liveConnections;
    this.sink = sink;
  }

  /** Begins to accept. */
  void start(long nowNanos) throws IOException {
    initiate(nowNanos);
  }

  /** Accepts again when it had paused and there is room now. To be called once a turn. */
  void resume(long nowNanos) throws IOException {
    if (paused && nowNanos - resumeNanos >= 0) {
      paused = false;
      // Still no room: it pauses again, for a time that is not over yet, so that nothing spins.
      initiate(nowNanos);
    }
  }

  /** When {@link #resume} is worth calling again; {@link Long#MAX_VALUE} while it accepts. */
  long resumeNanos() {
    return paused && !stopped ? resumeNanos : Long.MAX_VALUE;
  }

  /** Accepts no more. */
  void stop() throws IOException {
    stopped = true;
    cancel();
  }

  private void accepted(int result, int flags, long nowNanos) throws IOException {
    if (!AsynchronousOperationProcessor.goesOn(flags)) {
      operation = AsynchronousOperationProcessor.NONE;
    }
    if (result >= 0) {
      take(result, nowNanos);
    } else if (result == -Errno.EINVAL) {
      // Shut down by the thread that closes the server; this one is told at its next turn.
      stopped = true;
    } else if (Errno.isHinderedAccept(result)) {
      pause(nowNanos);
    } else if (result != -Errno.ECANCELED
        && result != -Errno.EAGAIN
        && !Errno.isTransientAccept(result)) {
      throw Errno.failure("accept", result);
    }
    if (operation == AsynchronousOperationProcessor.NONE) {
      initiate(nowNanos);
    } else if (multishot && room() < backlog) {
      multishot = false;
      cancel();
    }
  }

  private void take(int socket, long nowNanos) throws IOException {
    if (stopped) {
      Sockets.close(socket);
    } else {
      sink.accepted(socket, nowNanos);
    }
  }

  private void initiate(long nowNanos) throws IOException {
    if (stopped || paused) {
      return;
    }
    if (room() <= 0) {
      pause(nowNanos);
      return;
    }
    multishot = room() >= backlog;
    operation =
        multishot
            ? processor.acceptEach(listener, onAccepted)
            : processor.acceptOne(listener, onAccepted);
  }

  private void pause(long nowNanos) {
    paused = true;
    resumeNanos = nowNanos + EXHAUSTED_WAIT_NANOS;
  }

  private void cancel() throws IOException {
    if (operation != AsynchronousOperationProcessor.NONE) {
      processor.cancel(operation);
    }
  }

  private int room() {
    return mostConnections - liveConnections.getAsInt();
  }
}
