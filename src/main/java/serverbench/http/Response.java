package serverbench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as a handler gives it; the connection adds Date, Content-Length and Connection.
 * Constant answers are made once and shared by all threads: nothing of a response changes after it
 * is made.
 */
public final class Response {

  /** A header that the handler set. */
  public record Field(String name, String value) {}

  private final int status;
  private final byte[] head;
  private final List<Field> fields;
  private final ByteBuffer body;

  private Response(int status, byte[] head, List<Field> fields, ByteBuffer body) {
    this.status = status;
    this.head = head;
    this.fields = fields;
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
    return withHeaders(status, "Content-Type: " + contentType + "\r\n", body);
  }

  /**
   * An answer without a body.
   *
   * @param headers complete header lines, each with its CRLF, or empty
   */
  public static Response empty(int status, String headers) {
    return withHeaders(status, headers, ByteBuffer.allocate(0));
  }

  /** The same status and headers with another body, for answers whose body changes each time. */
  public Response withBody(ByteBuffer other) {
    return new Response(status, head, fields, other);
  }

  public int status() {
    return status;
  }

  /** Of the status (RFC 9110 section 15), for servers that write the status line themselves. */
  public String reason() {
    return Status.reason(status);
  }

  /** The headers that the handler set, for servers that write headers themselves. */
  public List<Field> fields() {
    return fields;
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

  private static Response withHeaders(int status, String headers, ByteBuffer body) {
    return new Response(status, head(status, headers), fields(headers), body);
  }

  private static List<Field> fields(String headers) {
    List<Field> fields = new ArrayList<>();
    int at = 0;
    while (at < headers.length()) {
      int colon = headers.indexOf(':', at);
      int end = headers.indexOf("\r\n", colon);
      fields.add(
          new Field(headers.substring(at, colon), headers.substring(colon + 1, end).strip()));
      at = end + 2;
    }
    return List.copyOf(fields);
  }

  private static byte[] head(int status, String headers) {
    String statusLine = "HTTP/1.1 " + status + " " + Status.reason(status) + "\r\n";
    return (statusLine + headers).getBytes(StandardCharsets.ISO_8859_1);
  }
}
