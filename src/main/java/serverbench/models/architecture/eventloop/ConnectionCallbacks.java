package serverbench.models.architecture.eventloop;

import java.io.IOException;
import java.util.function.IntConsumer;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.connection.NonBlockingConnection.Wait;
import serverbench.models.connection.Timer;
import serverbench.net.Poller;
import serverbench.server.Handler;

/**
 * What the loop calls for one connection: {@link #onReady} when its socket is, {@link #onTimeout}
 * when its timer is due.
 *
 * <p>A deadline moves with every request, but the timer stays where it is in the heap: when it
 * comes and the deadline has moved on, it is armed again for the rest. Only a deadline that comes
 * earlier than the timer (a request that began and is incomplete) moves it at once.
 */
final class ConnectionCallbacks {

  private final EventLoop loop;
  private final NonBlockingConnection connection;
  private final Handler handler;
  private final IntConsumer onEnd;
  private final EventLoop.Callback ready = this::onReady;
  private final Timer timeout = new Timer(this::onTimeout);
  private final EventLoop.Watch watch;

  /**
   * @param onEnd told the socket, just before it is closed
   * @throws IOException when the loop cannot watch the connection, which the caller then closes
   */
  ConnectionCallbacks(
      EventLoop loop, NonBlockingConnection connection, Handler handler, IntConsumer onEnd)
      throws IOException {
    this.loop = loop;
    this.connection = connection;
    this.handler = handler;
    this.onEnd = onEnd;
    watch = loop.watch(connection.socket(), Poller.READ, ready);
    keepTimeout();
  }

  /** The server stops: ends now when idle, else after the present answer. */
  void drain() {
    if (connection.drain()) {
      end();
    }
  }

  void end() {
    loop.clearTimeout(timeout);
    watch.end();
    onEnd.accept(connection.socket());
    connection.close();
  }

  private void onReady(long nowNanos) throws IOException {
    Wait wait = connection.advance(handler, Turn.ONE_RECEIVE, nowNanos);
    switch (wait) {
      case READABLE -> watch.on(Poller.READ, ready);
      case WRITABLE -> watch.on(Poller.WRITE, ready);
      case CLOSED -> {
        end();
        return;
      }
      default -> throw new IllegalStateException("not when handled inline: " + wait);
    }
    keepTimeout();
  }

  private void onTimeout(long nowNanos) throws IOException {
    if (connection.expire(nowNanos)) {
      onReady(nowNanos);
    } else {
      keepTimeout();
    }
  }

  private void keepTimeout() {
    long deadlineNanos = connection.http().deadlineNanos();
    if (!timeout.isDueBy(deadlineNanos)) {
      loop.setTimeout(timeout, deadlineNanos);
    }
  }
}
