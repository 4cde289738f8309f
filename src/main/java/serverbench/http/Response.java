package serverbench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An answer as a handler gives it; the connection adds Date, Content-Length and Connection.
 * Constant answers are made once and shared by all threads: nothing of a response changes after it
 * is made.
 */
public final class Response {

  private final int status;
  private final byte[] head;
  private final ByteBuffer body;

  private Response(int status, byte[] head, ByteBuffer body) {
    this.status = status;
    this.head = head;
    this.body = body;
  }

  /** A text/plain answer. */
  public static Response text(int status, String body) {
    return of(status, "text/plain", ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * An answer with a body of the given type.
   *
   * @param body read from its position to its limit without changing either; its bytes must stay as
   *     they are until the connection has encoded the answer
   */
  public static Response of(int status, String contentType, ByteBuffer body) {
    return new Response(status, head(status, "Content-Type: " + contentType + "\r\n"), body);
  }

  /**
   * An answer without a body.
   *
   * @param headers complete header lines, each with its CRLF, or empty
   */
  public static Response empty(int status, String headers) {
    return new Response(status, head(status, headers), ByteBuffer.allocate(0));
  }

  /** The same status and headers with another body, for answers whose body changes each time. */
  public Response withBody(ByteBuffer other) {
    return new Response(status, head, other);
  }

  public int status() {
    return status;
  }

  /** The body; read it with absolute gets only, it may be shared. */
  public ByteBuffer body() {
    return body;
  }

  /**
   * Status line and the headers that the handler set, each line with its CRLF. Not to be changed.
   */
  byte[] head() {
    return head;
  }

  private static byte[] head(int status, String headers) {
    String statusLine = "HTTP/1.1 " + status + " " + Status.reason(status) + "\r\n";
    return (statusLine + headers).getBytes(StandardCharsets.ISO_8859_1);
  }
}
