package serverbench.models.modern.cooperative;

import java.io.IOException;
import serverbench.http.HttpConnection;
import serverbench.http.HttpConnection.Next;
import serverbench.models.connection.Transport;
import serverbench.net.Errno;
import serverbench.net.Poller;
import serverbench.net.Sockets;

/**
 * A non-blocking socket that looks like a blocking one to the fiber that uses it: where the kernel
 * says EAGAIN, the fiber is blocked and not the thread. Everything here runs on the scheduler's
 * thread.
 */
final class FiberTransport implements Transport {

  private static final System.Logger LOG = System.getLogger(FiberTransport.class.getName());
  private static final int RECEIVES_A_TURN = 16;
  private static final int READY = 0;

  private final FiberScheduler scheduler;
  private final int socket;

  /** Receives since the fiber last let others run. */
  private int receives;

  /** Whether to ask the kernel before waiting: something may be there that no event announces. */
  private boolean mayHaveMore = true;

  FiberTransport(FiberScheduler scheduler, int socket) {
    this.scheduler = scheduler;
    this.socket = socket;
  }

  @Override
  public int receive(HttpConnection http, long timeoutNanos) {
    while (true) {
      if (mayHaveMore) {
        if (++receives > RECEIVES_A_TURN) {
          // A client that always has more to say must not keep the others waiting.
          receives = 0;
          scheduler.yieldToOthers();
        }
        int room = http.inputRoom();
        int received = Sockets.receive(socket, http.inputAddress(), room);
        if (received != -Errno.EAGAIN) {
          // Less than there was room for: the rest has not come, the poller will say when it has.
          mayHaveMore = received == room;
          return received == 0 ? HttpConnection.END_OF_STREAM : outcome(received);
        }
        if (http.received(0, System.nanoTime()) == Next.CLOSE) {
          return TIMED_OUT;
        }
      }
      receives = 0;
      int waited = await(Poller.READ, timeoutNanos);
      if (waited != READY) {
        return waited;
      }
      mayHaveMore = true;
    }
  }

  @Override
  public int send(HttpConnection http, long timeoutNanos) {
    while (true) {
      int sent = Sockets.send(socket, http.outputAddress(), http.outputBytes());
      if (sent != -Errno.EAGAIN) {
        return outcome(sent);
      }
      int waited = await(Poller.WRITE, timeoutNanos);
      if (waited != READY) {
        return waited;
      }
    }
  }

  @Override
  public void shutdownOutput() {
    Sockets.shutdown(socket, Sockets.SHUT_WR);
  }

  @Override
  public void shutdownInput() {
    Sockets.shutdown(socket, Sockets.SHUT_RD);
  }

  @Override
  public void abort() {
    Sockets.shutdown(socket, Sockets.SHUT_RDWR);
  }

  @Override
  public void close() {
    scheduler.forget(socket);
    Sockets.close(socket);
  }

  /** READY, TIMED_OUT, or BROKEN when the poller cannot take the socket: it ends then, alone. */
  private int await(int interest, long timeoutNanos) {
    try {
      return switch (scheduler.await(socket, interest, timeoutNanos)) {
        case READY -> READY;
        case TIMED_OUT -> TIMED_OUT;
      };
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "connection closed, the poller refuses it", e);
      return BROKEN;
    }
  }

  private static int outcome(int result) {
    // EINTR moved nothing: the caller looks at the clock and comes back.
    return result >= 0 ? result : result == -Errno.EINTR ? TIMED_OUT : BROKEN;
  }
}
