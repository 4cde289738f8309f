package serverbench.models.connection;

import java.util.concurrent.TimeUnit;
import serverbench.http.HttpConnection;
import serverbench.net.Errno;
import serverbench.net.Sockets;

/**
 * recv(2) and send(2) on a blocking socket. Waiting is bounded by the socket's own timeouts
 * (SO_RCVTIMEO, SO_SNDTIMEO), which accepted sockets inherit from the listening one: that is the
 * idle time, and when a connection begins to wait, hardly less than that is left. So an ordinary
 * request costs no call for its timeout; the rest of a head, or a lingering close, does. A timeout
 * that is too long is shortened; one that is too short is only noticed, and set right, when it
 * strikes: the caller looks at the clock and comes back.
 */
final class SocketTransport implements Transport {

  /** A wait may last so much too long, as the kernel's clock tick lets it anyway. */
  private static final long MOST_TOLERANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Of a short timeout, not more than this part. */
  private static final int TOLERANCE_PART = 100;

  private final int socket;
  private final long toleranceNanos;
  private long receiveTimeoutNanos;
  private long sendTimeoutNanos;
  private boolean open = true;

  /**
   * @param inheritedTimeoutNanos the timeout that the socket has already, both ways
   */
  SocketTransport(int socket, long inheritedTimeoutNanos) {
    this.socket = socket;
    this.toleranceNanos = Math.min(MOST_TOLERANCE_NANOS, inheritedTimeoutNanos / TOLERANCE_PART);
    this.receiveTimeoutNanos = inheritedTimeoutNanos;
    this.sendTimeoutNanos = inheritedTimeoutNanos;
  }

  @Override
  public int receive(HttpConnection http, long timeoutNanos) {
    if (timeoutNanos + toleranceNanos < receiveTimeoutNanos) {
      setReceiveTimeout(timeoutNanos);
    }
    int received = Sockets.receive(socket, http.inputAddress(), http.inputRoom());
    if (received == -Errno.EAGAIN && timeoutNanos > receiveTimeoutNanos) {
      setReceiveTimeout(timeoutNanos);
    }
    return received == 0 ? HttpConnection.END_OF_STREAM : outcome(received);
  }

  @Override
  public int send(HttpConnection http, long timeoutNanos) {
    if (timeoutNanos + toleranceNanos < sendTimeoutNanos) {
      setSendTimeout(timeoutNanos);
    }
    int sent = Sockets.send(socket, http.outputAddress(), http.outputBytes());
    if (sent == -Errno.EAGAIN && timeoutNanos > sendTimeoutNanos) {
      setSendTimeout(timeoutNanos);
    }
    return outcome(sent);
  }

  @Override
  public void shutdownOutput() {
    Sockets.shutdown(socket, Sockets.SHUT_WR);
  }

  @Override
  public void shutdownInput() {
    shutdown(Sockets.SHUT_RD);
  }

  @Override
  public void abort() {
    shutdown(Sockets.SHUT_RDWR);
  }

  @Override
  public synchronized void close() {
    open = false;
    Sockets.close(socket);
  }

  /**
   * Another thread's shutdown must not hit a descriptor whose number was given to somebody else.
   */
  private synchronized void shutdown(int how) {
    if (open) {
      Sockets.shutdown(socket, how);
    }
  }

  private void setReceiveTimeout(long timeoutNanos) {
    receiveTimeoutNanos = Math.max(1, timeoutNanos);
    Sockets.setReceiveTimeout(socket, receiveTimeoutNanos);
  }

  private void setSendTimeout(long timeoutNanos) {
    sendTimeoutNanos = Math.max(1, timeoutNanos);
    Sockets.setSendTimeout(socket, sendTimeoutNanos);
  }

  private static int outcome(int result) {
    if (result >= 0) {
      return result;
    }
    // EINTR moved nothing: like a timeout, the caller looks at the clock and comes back.
    return result == -Errno.EAGAIN || result == -Errno.EINTR ? TIMED_OUT : BROKEN;
  }
}
