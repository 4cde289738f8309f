package serverbench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Answers waiting to be sent, one behind the other, in a buffer that is taken with the first and
 * goes back to the pool when all is sent.
 */
final class OutputBuffer {

  /** What the Connection field of an answer says. */
  enum Persistence {
    /** Nothing: HTTP/1.1 keeps connections open. */
    KEEP(""),
    /** An HTTP/1.0 client that asked to keep the connection is told that it will be. */
    KEEP_HTTP_1_0("Connection: keep-alive\r\n"),
    CLOSE("Connection: close\r\n");

    private final byte[] endOfHead;

    Persistence(String field) {
      endOfHead = ascii(field + "\r\n");
    }
  }

  private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
  private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
  private static final int NO_CONTENT = 204;

  /** Room for what is written besides the head and the body of a {@link Response}. */
  private static final int OWN_FIELDS_BYTES = 128;

  /** The largest body that fits behind gathered answers and a head of 16 KiB. */
  static final int LARGEST_BODY = BufferPool.LARGEST - HttpConnection.GATHER_BYTES - (32 << 10);

  private final BufferPool pool;
  private BufferPool.Buffer buffer;
  private int start;
  private int end;

  OutputBuffer(BufferPool pool) {
    this.pool = pool;
  }

  int pending() {
    return end - start;
  }

  /** Position to limit is to be sent. */
  ByteBuffer bytes() {
    return buffer.bytes().limit(end).position(start);
  }

  long address() {
    return buffer.address() + start;
  }

  void sent(int bytes) {
    if (bytes < 0 || bytes > end - start) {
      throw new IllegalArgumentException(bytes + " bytes sent of " + (end - start));
    }
    start += bytes;
    if (start == end) {
      discard();
    }
  }

  void discard() {
    if (buffer != null) {
      buffer.bytes().clear();
      pool.release(buffer);
      buffer = null;
      start = 0;
      end = 0;
    }
  }

  void appendContinue() {
    ByteBuffer bytes = reserve(CONTINUE.length);
    bytes.put(end, CONTINUE);
    end += CONTINUE.length;
  }

  /**
   * Appends an answer.
   *
   * @param method of the request; the answer to HEAD ends after its head
   */
  void append(Response response, Method method, Persistence persistence, long nowNanos) {
    byte[] head = response.head();
    byte[] date = DateHeader.line(nowNanos);
    byte[] endOfHead = persistence.endOfHead;
    ByteBuffer body = response.body();
    int length = body.remaining();
    int bodyBytes = method == Method.HEAD || response.status() == NO_CONTENT ? 0 : length;
    ByteBuffer bytes = reserve(head.length + OWN_FIELDS_BYTES + bodyBytes);
    int at = end;
    bytes.put(at, head);
    at += head.length;
    bytes.put(at, date);
    at += date.length;
    if (response.status() != NO_CONTENT) {
      // RFC 9110 section 8.6 forbids the field in a 204.
      bytes.put(at, CONTENT_LENGTH);
      at = putDecimal(bytes, at + CONTENT_LENGTH.length, length);
      bytes.put(at++, (byte) '\r');
      bytes.put(at++, (byte) '\n');
    }
    bytes.put(at, endOfHead);
    at += endOfHead.length;
    bytes.put(at, body, body.position(), bodyBytes);
    end = at + bodyBytes;
  }

  /** Makes room behind what is waiting; the whole buffer is then the view's limit. */
  private ByteBuffer reserve(int bytes) {
    if (buffer == null) {
      buffer = pool.acquire(bytes);
    } else if (end + bytes > buffer.capacity()) {
      BufferPool.Buffer old = buffer;
      buffer = pool.acquire(pending() + bytes);
      buffer.bytes().clear();
      buffer.bytes().put(0, old.bytes().clear(), start, pending());
      end -= start;
      start = 0;
      pool.release(old);
    }
    return buffer.bytes().clear();
  }

  private static int putDecimal(ByteBuffer bytes, int from, int value) {
    int digits = 1;
    for (int rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    int rest = value;
    for (int at = from + digits - 1; at >= from; at--) {
      bytes.put(at, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    return from + digits;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
