package serverbench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;

/**
 * Watches a request and its answer, and tells its owner once how it ended. Used again for the next
 * request as long as the answers are complete. After a failure a new one takes its place: a timeout
 * is reported by the timer's thread, and the I/O thread may still be inside this one.
 */
final class Exchange implements AsyncHandler<Void> {

  /** Called exactly once for each {@link #begin}, by an I/O thread or by the timer's thread. */
  interface Owner {
    void correct(long latencyNanos);

    void wrong(ErrorKind kind, String example);

    void failed(ErrorKind kind, String example);

    void connected(Channel connection);

    /** Whether this was the last request. */
    boolean isEnding();
  }

  private final Owner owner;
  private ExpectedAnswer expected;
  private long startNanos;
  private int status;
  private long bodyBytes;
  private boolean sameBody;
  private volatile boolean ended;

  Exchange(Owner owner) {
    this.owner = owner;
  }

  /** A new request is about to leave. */
  void begin(ExpectedAnswer answer, long nowNanos) {
    expected = answer;
    startNanos = nowNanos;
    status = 0;
    bodyBytes = 0;
    sameBody = true;
    ended = false;
  }

  @Override
  public void onTcpConnectSuccess(InetSocketAddress remoteAddress, Channel connection) {
    owner.connected(connection);
  }

  /**
   * The answer is complete and the connection about to go back to the pool. When the load ends, it
   * is closed instead: a server that is tied to one connection at a time would wait on it, and the
   * requests of the others would never be answered.
   */
  @Override
  public void onConnectionOffer(Channel connection) {
    if (owner.isEnding()) {
      connection.close();
    }
  }

  @Override
  public State onStatusReceived(HttpResponseStatus responseStatus) {
    status = responseStatus.getStatusCode();
    return State.CONTINUE;
  }

  @Override
  public State onHeadersReceived(HttpHeaders headers) {
    return State.CONTINUE;
  }

  @Override
  public State onBodyPartReceived(HttpResponseBodyPart bodyPart) {
    ByteBuf part = bodyPart.getBodyByteBuf();
    sameBody &= expected.matches(part, bodyBytes);
    bodyBytes += part.readableBytes();
    return State.CONTINUE;
  }

  @Override
  public Void onCompleted() {
    if (ended) {
      return null;
    }
    ended = true;
    if (status != expected.status()) {
      owner.wrong(ErrorKind.BAD_STATUS, status + " instead of " + expected.status());
    } else if (bodyBytes != expected.bodyBytes()) {
      owner.wrong(ErrorKind.BAD_LENGTH, bodyBytes + " bytes instead of " + expected.bodyBytes());
    } else if (!sameBody) {
      owner.wrong(ErrorKind.BAD_BODY, "another body of the right length");
    } else {
      owner.correct(System.nanoTime() - startNanos);
    }
    return null;
  }

  @Override
  public void onThrowable(Throwable failure) {
    if (!ended) {
      ended = true;
      owner.failed(ErrorKind.of(failure), failure.toString());
    }
  }
}
