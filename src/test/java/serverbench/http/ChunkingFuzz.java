package serverbench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import serverbench.http.HttpConnection.Next;

/**
 * Fuzz target: any bytes, in any pieces, have the outcome that they have in one piece, in bounded
 * memory, without an exception. The first octet of the input chooses the pieces.
 */
public final class ChunkingFuzz {

  /** A request of the largest size, while its buffer grows into the next larger one. */
  private static final int MOST_INPUT_BYTES = BufferPool.LARGEST + BufferPool.LARGEST / 2;

  /** Depends on whether the body has come yet, so on the pieces. */
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private ChunkingFuzz() {}

  /** What can be seen from outside. */
  private record Outcome(String output, boolean open, int requests, List<Integer> refused) {
    static Outcome of(Wire wire) {
      return new Outcome(
          wire.maskedOutput().replace(CONTINUE, ""),
          wire.next() == Next.READ && !wire.lingered(),
          wire.tally.requests,
          List.copyOf(wire.tally.refused));
    }
  }

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(input, 1, input.length);
    Outcome whole;
    try (Wire wire = wire()) {
      whole = Outcome.of(wire.receive(stream));
      checkMemory(wire);
    }
    try (Wire wire = wire()) {
      Random random = new Random(input[0]);
      wire.sendingAtMost(1 + random.nextInt(300));
      int most = 1 + random.nextInt(stream.length);
      int from = 0;
      while (from < stream.length) {
        int to = Math.min(stream.length, from + 1 + random.nextInt(most));
        wire.receive(Arrays.copyOfRange(stream, from, to));
        from = to;
      }
      checkMemory(wire);
      if (!Outcome.of(wire).equals(whole)) {
        throw new AssertionError("in pieces " + Outcome.of(wire) + ", in one " + whole);
      }
    }
  }

  private static void checkMemory(Wire wire) {
    if (wire.pool.mostBytes() > 2L * MOST_INPUT_BYTES) {
      throw new AssertionError(wire.pool.mostBytes() + " bytes of buffers for one connection");
    }
  }

  /** Echoes what it understood, so that a body or target read wrongly shows. */
  private static Wire wire() {
    return new Wire(
        Limits.DEFAULT,
        request -> {
          ByteBuffer body = request.body();
          String head =
              request.method()
                  + " "
                  + request.target()
                  + " "
                  + request.header("host")
                  + " "
                  + request.number("n", 7, 99)
                  + "\n";
          ByteBuffer answer = ByteBuffer.allocate(head.length() + body.remaining());
          answer.put(head.getBytes(StandardCharsets.ISO_8859_1)).put(body).flip();
          return Response.of(200, "application/octet-stream", answer);
        });
  }
}
