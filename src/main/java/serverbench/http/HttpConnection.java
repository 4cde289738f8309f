package serverbench.http;

import java.nio.ByteBuffer;

/** Contract only; the state machine follows. */
public final class HttpConnection {
  public enum Next {
    /** Bytes are needed: receive into {@link #input}, then call {@link #received}. */
    READ,
    /** A request is complete: answer {@link #request} with {@link #respond}. */
    HANDLE,
    /** Bytes are waiting: send from {@link #output}, then call {@link #sent}. */
    WRITE,
    /** Shut down the sending side (FIN), then go on as for READ: what arrives is discarded. */
    LINGER,
    /** Close the socket and call {@link #close}. */
    CLOSE
  }

  /** What {@link #received} takes for the end of the stream. */
  public static final int END_OF_STREAM = -1;

  public HttpConnection(
      Limits limits, BufferPool pool, ConnectionObserver observer, long nowNanos) {}

  /** Free room for bytes to be received: position to limit, at least one byte. */
  public ByteBuffer input() {
    return null;
  }

  public long inputAddress() {
    return 0;
  }

  public int inputRoom() {
    return 0;
  }

  public Next received(int bytes, long nowNanos) {
    return null;
  }

  public Request request() {
    return null;
  }

  public Next respond(Response response, long nowNanos) {
    return null;
  }

  /** The handler threw: 500, and the connection closes. */
  public Next fail(long nowNanos) {
    return null;
  }

  /** Bytes to be sent: position to limit. */
  public ByteBuffer output() {
    return null;
  }

  public long outputAddress() {
    return 0;
  }

  public int outputBytes() {
    return 0;
  }

  public Next sent(int bytes, long nowNanos) {
    return null;
  }

  public long deadlineNanos() {
    return 0;
  }

  public Next expired(long nowNanos) {
    return null;
  }

  /** The server is stopping: the next answer says Connection: close. */
  public void drain() {}

  /** Gives the buffers back. */
  public void close() {}

  /** Nothing of a request has arrived and nothing of an answer is left. */
  public boolean isIdle() {
    return false;
  }
}
