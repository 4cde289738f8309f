package serverbench.http;

import java.nio.ByteBuffer;

/**
 * Decodes a chunked body in place (RFC 9112 section 7.1): data moves down over the chunk lines
 * before it, so that the body ends up in one piece. Extensions and trailers are checked, bounded by
 * the header limits, and dropped.
 *
 * <pre>
 *   SIZE --size > 0--> DATA --size bytes--> DATA END
 *    | ^                                       |
 *    | '------------------CRLF-----------------'
 *    '--size 0--> TRAILER --empty line--> COMPLETE
 * </pre>
 */
final class ChunkedBody {

  static final int MORE = HeadParser.MORE;
  static final int COMPLETE = HeadParser.COMPLETE;

  private static final int GO_ON = -1;

  private static final long MOST_SIZE = Long.MAX_VALUE;

  /** As many as that has. */
  private static final int MOST_SIZE_DIGITS = 16;

  private enum State {
    SIZE,
    DATA,
    DATA_END,
    TRAILER
  }

  private final Limits limits;
  private final LineReader lines = new LineReader();

  private State state;
  private int bodyStart;

  /** End of the decoded body; everything counts from the request's first byte. */
  private int written;

  /** Next encoded byte, in the states that read no line. */
  private int read;

  private int dataLeft;
  private int extraBytes;
  private int trailerLines;

  ChunkedBody(Limits limits) {
    this.limits = limits;
  }

  void reset(int offset) {
    state = State.SIZE;
    bodyStart = offset;
    written = offset;
    read = offset;
    lines.reset(offset);
    extraBytes = 0;
    trailerLines = 0;
  }

  /** Length of the body decoded so far. */
  int bodyBytes() {
    return written - bodyStart;
  }

  /** Where the undecoded bytes begin; once complete, where the next request does. */
  int consumed() {
    return read;
  }

  /**
   * Moves the bytes that are not decoded yet down to the end of the decoded body, so that what was
   * framing makes room.
   *
   * @return how many bytes that freed
   */
  int closeGap(ByteBuffer bytes, int base, int to) {
    int gap = read - written;
    if (gap > 0) {
      bytes.put(base + written, bytes, base + read, to - base - read);
      read = written;
      lines.movedDown(gap);
    }
    return gap;
  }

  /**
   * Decodes on.
   *
   * @param base where the request begins
   * @param to end of the bytes received
   * @return {@link #MORE}, {@link #COMPLETE}, or the status that refuses the request
   */
  int decode(ByteBuffer bytes, int base, int to) {
    int outcome = GO_ON;
    while (outcome == GO_ON) {
      outcome =
          switch (state) {
            case SIZE, TRAILER -> line(bytes, base, to);
            case DATA -> data(bytes, base, to);
            case DATA_END -> dataEnd(bytes, base, to);
          };
    }
    return outcome;
  }

  private int line(ByteBuffer bytes, int base, int to) {
    int budget = limits.headerBytes() - extraBytes;
    int most = state == State.SIZE ? MOST_SIZE_DIGITS + budget : budget;
    switch (lines.read(bytes, base, to, most)) {
      case LineReader.MORE -> {
        return MORE;
      }
      case LineReader.MALFORMED -> {
        return 400;
      }
      case LineReader.TOO_LONG -> {
        return state == State.SIZE ? 400 : 431;
      }
      default -> {
        int from = base + lines.start();
        int end = base + lines.end();
        lines.next();
        read = lines.start();
        return state == State.SIZE ? size(bytes, from, end) : trailer(bytes, from, end);
      }
    }
  }

  private int size(ByteBuffer bytes, int from, int to) {
    long size = 0;
    int at = from;
    while (at < to && size <= MOST_SIZE >> 4 && Octets.hexDigit(bytes.get(at)) >= 0) {
      size = size << 4 | Octets.hexDigit(bytes.get(at));
      at++;
    }
    // A digit that is left makes the size overflow, and is no extension.
    if (at == from || !ChunkExtensions.areValid(bytes, at, to)) {
      return 400;
    }
    // Zeros in front are as much the sender's pleasure as extensions are.
    extraBytes += to - at + Math.max(0, at - from - MOST_SIZE_DIGITS);
    if (extraBytes > limits.headerBytes()) {
      return 400;
    }
    if (size > limits.bodyBytes() - bodyBytes()) {
      return 413;
    }
    dataLeft = (int) size;
    if (size == 0) {
      state = State.TRAILER;
      extraBytes = 0;
    } else {
      state = State.DATA;
    }
    return GO_ON;
  }

  private int data(ByteBuffer bytes, int base, int to) {
    int received = Math.min(dataLeft, to - base - read);
    if (written != read) {
      bytes.put(base + written, bytes, base + read, received);
    }
    written += received;
    read += received;
    dataLeft -= received;
    if (dataLeft > 0) {
      return MORE;
    }
    state = State.DATA_END;
    return GO_ON;
  }

  private int dataEnd(ByteBuffer bytes, int base, int to) {
    int left = to - base - read;
    if (left > 0 && bytes.get(base + read) != '\r') {
      return 400;
    }
    if (left < 2) {
      return MORE;
    }
    if (bytes.get(base + read + 1) != '\n') {
      return 400;
    }
    read += 2;
    lines.reset(read);
    state = State.SIZE;
    return GO_ON;
  }

  private int trailer(ByteBuffer bytes, int from, int to) {
    if (from == to) {
      return COMPLETE;
    }
    extraBytes += to - from;
    if (++trailerLines > limits.headerLines()) {
      return 431;
    }
    return FieldLines.nameEnd(bytes, from, to) < 0 ? 400 : GO_ON;
  }
}
