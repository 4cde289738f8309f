package serverbench.load;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * What a correct answer looks like. A short body is compared byte by byte; of a long one only the
 * length is checked, since comparing it would cost the client more than receiving it.
 *
 * @param status HTTP status
 * @param bodyBytes length of the body
 * @param body the body itself, or empty when its length must do
 */
public record ExpectedAnswer(int status, long bodyBytes, Optional<byte[]> body) {

  public static ExpectedAnswer exactly(int status, byte[] body) {
    return new ExpectedAnswer(status, body.length, Optional.of(body.clone()));
  }

  public static ExpectedAnswer ofLength(int status, long bodyBytes) {
    return new ExpectedAnswer(status, bodyBytes, Optional.empty());
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
    if (body.isEmpty()) {
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
