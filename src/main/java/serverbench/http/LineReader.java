package serverbench.http;

import java.nio.ByteBuffer;

/**
 * Finds line after line in bytes that arrive in any pieces, and looks at no byte twice. Lines end
 * with CRLF; a bare CR, a bare LF and any other control character but a tab are refused (RFC 9112
 * section 2.2 lets a server accept a bare LF; one that does reads lines where another sees none,
 * which is what smuggling needs). What it decides depends on the bytes alone, not on the pieces.
 */
final class LineReader {

  static final int MORE = 0;
  static final int LINE = 1;
  static final int TOO_LONG = 2;
  static final int MALFORMED = 3;

  /** Start of the line, counted from the request's first byte. */
  private int line;

  /** End of the line without its line end, once there is one. */
  private int end;

  /** What was looked at. */
  private int scanned;

  /** Goes on at this offset. */
  void reset(int offset) {
    line = offset;
    end = offset;
    scanned = offset;
  }

  int start() {
    return line;
  }

  int end() {
    return end;
  }

  int length() {
    return end - line;
  }

  /** Steps over the line and its line end. */
  void next() {
    reset(end + 2);
  }

  /** The bytes of the line were moved down by so many. */
  void movedDown(int bytes) {
    line -= bytes;
    end -= bytes;
    scanned -= bytes;
  }

  /**
   * Looks for the end of the line.
   *
   * @param base where the request begins
   * @param to end of the bytes received
   * @param most longest line, without its line end
   */
  int read(ByteBuffer bytes, int base, int to, int most) {
    int tooLong = base + line + most + 1;
    int stop = Math.min(to, tooLong);
    int at = Octets.firstControl(bytes, base + scanned, stop);
    if (at == stop) {
      scanned = at - base;
      return at == tooLong ? TOO_LONG : MORE;
    }
    if (bytes.get(at) != '\r') {
      return MALFORMED;
    }
    if (at + 1 == to) {
      scanned = at - base;
      return MORE;
    }
    if (bytes.get(at + 1) != '\n') {
      return MALFORMED;
    }
    end = at - base;
    return LINE;
  }
}
