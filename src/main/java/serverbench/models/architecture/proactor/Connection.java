package serverbench.models.architecture.proactor;

import java.io.IOException;
import serverbench.http.BufferPool;
import serverbench.http.HttpConnection;
import serverbench.http.HttpConnection.Next;
import serverbench.http.Limits;
import serverbench.models.connection.Exchange;
import serverbench.net.Errno;
import serverbench.net.Sockets;
import serverbench.server.Counters;
import serverbench.server.Handler;

/**
 * A connection as a chain of operations: the completion of each initiates the next. Exactly one is
 * in flight at any time, so nothing is received while an answer is unsent, and the connection can
 * be released as soon as its close has completed.
 *
 * <pre>
 *   RECEIVE --bytes--> handle --answers--> SEND --all sent--> RECEIVE ...
 *      |                                     |
 *      |                                     +--last answer--> SHUTDOWN --> RECEIVE ...
 *      |                                     |
 *      +--end of stream, expired, broken-----+--> CLOSE --> released
 * </pre>
 */
final class Connection {

  /** What the connections of a proactor share. */
  record Context(
      AsynchronousOperationProcessor processor,
      BufferPool pool,
      Limits limits,
      Handler handler,
      Counters counters,
      Connections connections) {}

  private enum Phase {
    OPEN,
    /** Whatever it waits for is being cancelled; close follows. */
    ABORTED,
    /** The close operation is in flight. */
    CLOSING
  }

  private final Context context;
  private final int socket;
  private final HttpConnection http;

  /** Made once, so that no operation allocates anything. */
  private final CompletionHandler onReceived = this::received;

  private final CompletionHandler onSent = this::sent;
  private Phase phase = Phase.OPEN;
  private boolean draining;

  /** The operation in flight. */
  private int operation;

  /** Place in {@link Connections}, which keeps it up to date. */
  int place;

  Connection(Context context, int socket, long nowNanos) {
    this.context = context;
    this.socket = socket;
    this.http = new HttpConnection(context.limits, context.pool, context.counters, nowNanos);
    context.counters.connectionAccepted();
  }

  /** Waits for the first request. */
  void start() throws IOException {
    proceed(Next.READ);
  }

  long deadlineNanos() {
    return http.deadlineNanos();
  }

  /** The deadline has passed: whatever it waits for ends, and its handler sees to the rest. */
  void expire() throws IOException {
    if (phase == Phase.OPEN) {
      context.processor.cancel(operation);
    }
  }

  /** The server stops: an idle connection ends now, another one after its present answer. */
  void drain() throws IOException {
    draining = true;
    http.drain();
    if (http.isIdle()) {
      expire();
    }
  }

  /** Ends whatever it is doing. */
  void abort() throws IOException {
    if (phase == Phase.OPEN) {
      phase = Phase.ABORTED;
      context.processor.cancel(operation);
    }
  }

  /** Closes it without the proactor, which has failed; nothing of it may be in flight. */
  void release() {
    http.close();
    Sockets.close(socket);
    context.counters.connectionEnded();
  }

  private void received(int result, int flags, long nowNanos) throws IOException {
    if (result > 0) {
      if (AsynchronousOperationProcessor.isInBuffer(flags)) {
        context.processor.take(result, flags, http.input());
      }
      proceed(http.received(result, nowNanos));
      return;
    }
    if (AsynchronousOperationProcessor.isInBuffer(flags)) {
      context.processor.giveBack(flags);
    }
    if (result == 0) {
      proceed(http.received(HttpConnection.END_OF_STREAM, nowNanos));
    } else if (result == -Errno.ENOBUFS) {
      // All of the kernel's buffers hold bytes that wait for their handler: this one uses its own.
      receiveIntoInput();
    } else {
      failed(result, Next.READ, nowNanos);
    }
  }

  private void sent(int result, int flags, long nowNanos) throws IOException {
    if (result >= 0) {
      proceed(http.sent(result, nowNanos));
    } else {
      failed(result, Next.WRITE, nowNanos);
    }
  }

  /** Initiates the next operation; requests are handled here and now. */
  private void proceed(Next first) throws IOException {
    Next next = phase == Phase.ABORTED ? Next.CLOSE : first;
    while (next == Next.HANDLE) {
      next = Exchange.handle(context.handler, http);
    }
    switch (next) {
      case READ -> {
        if (draining && http.isIdle()) {
          close();
        } else {
          receive();
        }
      }
      case WRITE ->
          operation =
              context.processor.send(socket, http.outputAddress(), http.outputBytes(), onSent);
      case LINGER ->
          operation =
              context.processor.shutdown(
                  socket, Sockets.SHUT_WR, (result, flags, nowNanos) -> proceed(Next.READ));
      case CLOSE, HANDLE -> close();
    }
  }

  /**
   * Between requests nothing of the connection's holds memory, so the kernel's buffer takes the
   * bytes; within one they go where the others of it are.
   */
  private void receive() throws IOException {
    if (http.isIdle()) {
      operation = context.processor.receive(socket, onReceived);
    } else {
      receiveIntoInput();
    }
  }

  private void receiveIntoInput() throws IOException {
    operation =
        context.processor.receive(socket, http.inputAddress(), http.inputRoom(), onReceived);
  }

  private void failed(int error, Next again, long nowNanos) throws IOException {
    if (error == -Errno.ECANCELED) {
      proceed(http.expired(nowNanos));
    } else if (error == -Errno.EINTR || error == -Errno.EAGAIN) {
      proceed(again);
    } else {
      context.counters.connectionFailed();
      proceed(Next.CLOSE);
    }
  }

  private void close() throws IOException {
    phase = Phase.CLOSING;
    http.close();
    operation = context.processor.close(socket, this::closed);
  }

  private void closed(int result, int flags, long nowNanos) {
    if (result == -Errno.EBADF) {
      throw new IllegalStateException("close of a descriptor that is not open: " + socket);
    }
    context.connections.remove(this);
    context.counters.connectionEnded();
  }
}
