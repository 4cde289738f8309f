package serverbench.models.connection;

import java.io.IOException;
import serverbench.http.BufferPool;
import serverbench.http.HttpConnection;
import serverbench.http.HttpConnection.Next;
import serverbench.http.Limits;
import serverbench.http.Response;
import serverbench.net.Errno;
import serverbench.net.Sockets;
import serverbench.server.Counters;
import serverbench.server.Handler;

/**
 * A connection on a non-blocking socket, moved on whenever its socket is ready. One thread at a
 * time drives it; which one is the model's business.
 */
public final class NonBlockingConnection {

  /** What the connection waits for before it can go on. */
  public enum Wait {
    /** Readiness to receive. */
    READABLE,
    /** Readiness to send. */
    WRITABLE,
    /** The handler: call {@link #handle}. */
    HANDLER,
    /** Nothing: it used up its turn and has to be resumed although no new event may come. */
    TURN,
    /** Nothing: it has ended and its socket is to be closed. */
    CLOSED
  }

  /** How far one turn goes. */
  public enum Turn {
    /** One receive for each event: a level-triggered poller reports what is left. */
    ONE_RECEIVE,
    /** Until EAGAIN, as an edge-triggered poller demands, bounded so that others get their turn. */
    UNTIL_WOULD_BLOCK
  }

  private static final System.Logger LOG = System.getLogger(NonBlockingConnection.class.getName());

  private static final int MOST_RECEIVES_A_TURN = 16;

  private final int socket;
  private final HttpConnection http;
  private final Counters counters;
  private Next next = Next.READ;
  private boolean wouldBlock;

  public NonBlockingConnection(
      int socket, BufferPool pool, Limits limits, Counters counters, long nowNanos) {
    this.socket = socket;
    this.http = new HttpConnection(limits, pool, counters, nowNanos);
    this.counters = counters;
    counters.connectionAccepted();
  }

  public int socket() {
    return socket;
  }

  public HttpConnection http() {
    return http;
  }

  /**
   * Receives, handles inline and sends as far as it goes without waiting.
   *
   * @return READABLE, WRITABLE, TURN or CLOSED
   */
  public Wait advance(Handler handler, Turn turn, long nowNanos) {
    int receives = 0;
    while (true) {
      switch (next) {
        case READ -> {
          if (receives == limit(turn)) {
            return turn == Turn.ONE_RECEIVE ? Wait.READABLE : Wait.TURN;
          }
          receives++;
          receive(nowNanos);
          // A lingering connection may have come to its end without a byte.
          if (wouldBlock && next != Next.CLOSE) {
            return Wait.READABLE;
          }
        }
        case HANDLE -> handle(handler);
        case WRITE -> {
          send(nowNanos);
          if (wouldBlock) {
            return Wait.WRITABLE;
          }
        }
        case LINGER -> shutdownOutput();
        case CLOSE -> {
          return Wait.CLOSED;
        }
      }
    }
  }

  /** One recv(2), and what follows from it; {@link #next} tells what is needed then. */
  public void receive(long nowNanos) {
    int received = Sockets.receive(socket, http.inputAddress(), http.inputRoom());
    wouldBlock = received == -Errno.EAGAIN;
    if (received > 0) {
      next = http.received(received, nowNanos);
    } else if (received == 0) {
      next = http.received(HttpConnection.END_OF_STREAM, nowNanos);
    } else if (wouldBlock || received == -Errno.EINTR) {
      next = http.received(0, nowNanos);
    } else {
      broken();
    }
  }

  /** Hands the request to the handler and encodes the answer, on the calling thread. */
  public void handle(Handler handler) {
    next = Exchange.handle(handler, http);
  }

  /**
   * Encodes the answer that somebody else asked the handler for ({@link Exchange#ask}).
   *
   * @param response null when the handler threw
   */
  public void answer(Response response, long nowNanos) {
    next = response == null ? http.fail(nowNanos) : http.respond(response, nowNanos);
  }

  /** One send(2), and what follows from it. */
  public void send(long nowNanos) {
    int sent = Sockets.send(socket, http.outputAddress(), http.outputBytes());
    wouldBlock = sent == -Errno.EAGAIN;
    if (sent >= 0) {
      next = http.sent(sent, nowNanos);
    } else if (!wouldBlock && sent != -Errno.EINTR) {
      broken();
    }
  }

  /** What {@link Next#LINGER} asks for: FIN after the last answer, then READ. */
  public void shutdownOutput() {
    Sockets.shutdown(socket, Sockets.SHUT_WR);
    next = Next.READ;
  }

  /** The next step of the connection. */
  public Next next() {
    return next;
  }

  /** Whether the last receive or send found the socket not ready. */
  public boolean wouldBlock() {
    return wouldBlock;
  }

  /** Whether its deadline has passed; if so {@link #advance} goes on with a 408 or the end. */
  public boolean expire(long nowNanos) {
    if (nowNanos - http.deadlineNanos() < 0) {
      return false;
    }
    next = http.expired(nowNanos);
    return true;
  }

  /**
   * The server stops: an idle connection ends now, another one after its present answer.
   *
   * @return whether it is to be closed at once
   */
  public boolean drain() {
    http.drain();
    return http.isIdle();
  }

  /**
   * The poller cannot take its socket (epoll_ctl(2): ENOSPC, ENOMEM). That is counted, and the
   * caller closes it: a matter of this connection alone, since the others can be served all the
   * same.
   */
  public void refused(IOException cause) {
    LOG.log(System.Logger.Level.DEBUG, "connection closed, the poller refuses it", cause);
    counters.connectionRefused();
  }

  /** Gives the buffers back and closes the socket. Once, as the last thing. */
  public void close() {
    http.close();
    Sockets.close(socket);
    counters.connectionEnded();
  }

  private void broken() {
    counters.connectionFailed();
    next = Next.CLOSE;
  }

  private static int limit(Turn turn) {
    return turn == Turn.ONE_RECEIVE ? 1 : MOST_RECEIVES_A_TURN;
  }
}
