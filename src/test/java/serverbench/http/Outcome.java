package serverbench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import serverbench.http.HttpConnection.Next;

/**
 * What can be seen of a connection from outside. How its end looks is left out: bytes behind the
 * last request make the close a lingering one only if they are there in time. So is 100 (Continue),
 * which is sent only while the body has not begun to come.
 */
record Outcome(String output, boolean open, int requests, List<Integer> refused) {

  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  static Outcome of(Wire wire) {
    return new Outcome(
        wire.maskedOutput().replace(CONTINUE, ""),
        wire.next() == Next.READ && !wire.lingered(),
        wire.tally.requests,
        List.copyOf(wire.tally.refused));
  }

  /** A connection that tells what it understood, so that a body or target read wrongly shows. */
  static Wire echoing() {
    return new Wire(Limits.DEFAULT, Outcome::echo);
  }

  private static Response echo(Request request) {
    ByteBuffer body = request.body();
    String head =
        String.join(
                " ",
                request.method().name(),
                request.target(),
                request.header("host"),
                Long.toString(request.number("n", 7, 99)))
            + "\n";
    ByteBuffer answer = ByteBuffer.allocate(head.length() + body.remaining());
    answer.put(head.getBytes(StandardCharsets.ISO_8859_1)).put(body).flip();
    return Response.of(200, "application/octet-stream", answer);
  }
}
