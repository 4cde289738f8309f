package serverbench.load;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * What a correct answer looks like. A short body is compared byte by byte; a long one by {@link
 * Probe} alone and then by its length, since comparing it would cost the client more than receiving
 * it.
 *
 * @param status HTTP status
 * @param bodyBytes length of the body
 * @param body the body itself, or empty when its length must do
 * @param always whether the body of every answer is compared
 */
public record ExpectedAnswer(int status, long bodyBytes, Optional<byte[]> body, boolean always) {

  public static ExpectedAnswer exactly(int status, byte[] body) {
    return new ExpectedAnswer(status, body.length, Optional.of(body.clone()), true);
  }

  /** Exactly this body when probed, of its length under load. */
  public static ExpectedAnswer exactlyWhenProbed(int status, byte[] body) {
    return new ExpectedAnswer(status, body.length, Optional.of(body.clone()), false);
  }

  public static ExpectedAnswer ofLength(int status, long bodyBytes) {
    return new ExpectedAnswer(status, bodyBytes, Optional.empty(), true);
  }

  /** The same, with the body of every answer compared. */
  ExpectedAnswer inFull() {
    return new ExpectedAnswer(status, bodyBytes, body, true);
  }

  /** A body that is correct: the one expected, or any of its length. */
  public byte[] anyBody() {
    return body.map(byte[]::clone).orElseGet(() -> new byte[(int) bodyBytes]);
  }

  /**
   * Whether a part of a body is what it should be. Reads the part without moving its indices.
   *
   * @param offset of the part within the body
   */
  boolean matches(ByteBuf part, long offset) {
    if (body.isEmpty() || !always) {
      return true;
    }
    byte[] expected = body.get();
    int length = part.readableBytes();
    if (offset + length > expected.length) {
      // Too long is a wrong length, which is its own kind of error.
      return true;
    }
    for (int i = 0; i < length; i++) {
      if (part.getByte(part.readerIndex() + i) != expected[(int) offset + i]) {
        return false;
      }
    }
    return true;
  }
}
