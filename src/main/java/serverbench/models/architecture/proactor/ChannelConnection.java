package serverbench.models.architecture.proactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.function.Consumer;
import serverbench.http.HttpConnection;
import serverbench.http.HttpConnection.Next;
import serverbench.models.connection.Exchange;
import serverbench.server.Counters;
import serverbench.server.Handler;

/**
 * A connection on an {@link AsynchronousSocketChannel}: as in {@link Connection}, the completion of
 * each operation initiates the next, and one is in flight at a time. A channel's operation cannot
 * be cancelled; what is overdue is ended from outside, by shutting down or closing the channel.
 *
 * <p>The group's thread calls everything but {@link #reap}, {@link #drain} and {@link #abort}. The
 * JDK calls a handler on the stack of the one that initiated the operation where it is done at
 * once, and goes by its queue when that stack has grown (16 handlers), so it cannot overflow.
 */
final class ChannelConnection {

  private static final System.Logger LOG = System.getLogger(ChannelConnection.class.getName());

  private enum Waiting {
    NO,
    TO_RECEIVE,
    TO_SEND
  }

  private final AsynchronousSocketChannel channel;
  private final HttpConnection http;
  private final Handler handler;
  private final Counters counters;
  private final Consumer<ChannelConnection> onEnd;
  private final CompletionHandler<Integer, Void> receiver = new Receiver();
  private final CompletionHandler<Integer, Void> sender = new Sender();

  /** Set before {@link #waiting}, read after it. */
  private long deadlineNanos;

  private volatile Waiting waiting = Waiting.NO;
  private volatile boolean timedOut;
  private volatile boolean draining;

  /** Whether it waits, or is about to wait, for the first byte of a request. */
  private volatile boolean betweenRequests;

  /**
   * @param onEnd told once, when the channel is closed
   */
  ChannelConnection(
      AsynchronousSocketChannel channel,
      HttpConnection http,
      Handler handler,
      Counters counters,
      Consumer<ChannelConnection> onEnd) {
    this.channel = channel;
    this.http = http;
    this.handler = handler;
    this.counters = counters;
    this.onEnd = onEnd;
  }

  /** Waits for the first request. */
  void start() {
    proceed(Next.READ);
  }

  /** Ends an operation that has taken longer than allowed. Another thread. */
  void reap(long nowNanos) {
    Waiting present = waiting;
    if (present != Waiting.NO && nowNanos - deadlineNanos >= 0) {
      timedOut = true;
      // A receive ends with the input; only closing ends a send that the client does not take.
      if (present == Waiting.TO_RECEIVE) {
        shutdownInput();
      } else {
        abort();
      }
    }
  }

  /**
   * The next answer is the last; a connection that waits for a request ends, one that has part of
   * it waits for the rest. Any thread.
   */
  void drain() {
    http.drain();
    draining = true;
    if (betweenRequests) {
      shutdownInput();
    }
  }

  /** Ends the connection whatever it is doing. Any thread. */
  void abort() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Receiver implements CompletionHandler<Integer, Void> {
    @Override
    public void completed(Integer received, Void none) {
      waiting = Waiting.NO;
      long nowNanos = System.nanoTime();
      boolean expired = received < 0 && timedOut;
      if (expired) {
        // Once: from now on the end of the input is all that there is to be received. Bytes that
        // came before it leave the mark: the end is yet to come.
        timedOut = false;
      }
      proceed(expired ? http.expired(nowNanos) : http.received(received, nowNanos));
    }

    @Override
    public void failed(Throwable failure, Void none) {
      broken(failure);
    }
  }

  private final class Sender implements CompletionHandler<Integer, Void> {
    @Override
    public void completed(Integer sent, Void none) {
      waiting = Waiting.NO;
      proceed(http.sent(sent, System.nanoTime()));
    }

    @Override
    public void failed(Throwable failure, Void none) {
      broken(failure);
    }
  }

  /** Initiates the next operation; requests are handled here and now. */
  private void proceed(Next first) {
    Next next = first;
    while (next == Next.HANDLE || next == Next.LINGER) {
      next = next == Next.HANDLE ? Exchange.handle(handler, http) : shutdownOutput();
    }
    switch (next) {
      case READ -> {
        betweenRequests = http.isIdle();
        // drain() sets its flag before it looks at this one: one of the two ends the wait.
        if (draining && betweenRequests) {
          end();
        } else {
          waitFor(Waiting.TO_RECEIVE);
          channel.read(http.input(), null, receiver);
        }
      }
      case WRITE -> {
        waitFor(Waiting.TO_SEND);
        channel.write(http.output(), null, sender);
      }
      case CLOSE, HANDLE, LINGER -> end();
    }
  }

  private void waitFor(Waiting what) {
    deadlineNanos = http.deadlineNanos();
    waiting = what;
  }

  private void broken(Throwable failure) {
    waiting = Waiting.NO;
    LOG.log(System.Logger.Level.DEBUG, "connection broken", failure);
    if (!timedOut) {
      counters.connectionFailed();
    }
    end();
  }

  private void end() {
    http.close();
    abort();
    onEnd.accept(this);
  }

  private Next shutdownOutput() {
    shutdown(channel::shutdownOutput);
    return Next.READ;
  }

  private void shutdownInput() {
    shutdown(channel::shutdownInput);
  }

  @FunctionalInterface
  private interface Shutdown {
    AsynchronousSocketChannel run() throws IOException;
  }

  /** Fails where the peer is gone or the channel closed already; the next operation says so. */
  private static void shutdown(Shutdown call) {
    try {
      call.run();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "connection gone before it was shut down", e);
    }
  }
}
