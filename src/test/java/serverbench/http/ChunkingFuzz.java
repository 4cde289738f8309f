package serverbench.http;

import java.util.Arrays;
import java.util.Random;

/**
 * Fuzz target: any bytes, in any pieces, have the outcome that they have in one piece, in bounded
 * memory, without an exception. The first octet of the input chooses the pieces.
 */
public final class ChunkingFuzz {

  /** A request of the largest size, while its buffer grows into the next larger one. */
  private static final int MOST_INPUT_BYTES = BufferPool.LARGEST + BufferPool.LARGEST / 2;

  private ChunkingFuzz() {}

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(input, 1, input.length);
    Outcome whole;
    try (Wire wire = Outcome.echoing()) {
      whole = Outcome.of(wire.receive(stream));
      checkMemory(wire);
    }
    try (Wire wire = Outcome.echoing()) {
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
}
