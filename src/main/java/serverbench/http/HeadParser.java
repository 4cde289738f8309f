package serverbench.http;

import java.nio.ByteBuffer;

/**
 * Reads the head of a request, line by line, as its bytes arrive.
 *
 * <pre>
 *                 empty line: EMPTY_LINE, a few times
 *                  .----.
 *   reset() ---> REQUEST LINE ---> FIELD LINES ---empty line---> COMPLETE
 *                     \               /   ^ |
 *                      `-- refused --'    '-' field line
 * </pre>
 */
final class HeadParser {

  /** The head is not complete. */
  static final int MORE = 0;

  /** The head is complete; {@link #fields} holds what it said. */
  static final int COMPLETE = 1;

  /**
   * An empty line stood where a request should begin (RFC 9112 section 2.2): step over {@link
   * #EMPTY_LINE_BYTES} and parse on.
   */
  static final int EMPTY_LINE = 2;

  static final int EMPTY_LINE_BYTES = 2;

  /** The RFC wants at least one to be ignored; without a bound they would never be a request. */
  static final int MOST_EMPTY_LINES = 8;

  private final Limits limits;
  private final FieldLines fields = new FieldLines();
  private final LineReader lines = new LineReader();

  private int emptyLines;
  private boolean requestLineRead;
  private int fieldLines;
  private int fieldBytes;

  HeadParser(Limits limits) {
    this.limits = limits;
  }

  /** The next bytes are those of a new request. */
  void reset() {
    fields.reset();
    lines.reset(0);
    emptyLines = 0;
    requestLineRead = false;
    fieldLines = 0;
    fieldBytes = 0;
  }

  FieldLines fields() {
    return fields;
  }

  /**
   * Reads on.
   *
   * @param bytes from {@code request.base} to {@code to}, received so far
   * @return {@link #MORE}, {@link #COMPLETE}, {@link #EMPTY_LINE}, or the status, 400 and above,
   *     that refuses the request
   */
  int parse(ByteBuffer bytes, int to, ParsedRequest request) {
    int base = request.base;
    while (true) {
      int most = requestLineRead ? limits.headerBytes() - fieldBytes : limits.requestLineBytes();
      switch (lines.read(bytes, base, to, most)) {
        case LineReader.MORE -> {
          return MORE;
        }
        case LineReader.MALFORMED -> {
          return 400;
        }
        case LineReader.TOO_LONG -> {
          return requestLineRead ? 431 : refusalOfLongLine(bytes, base + lines.start(), most);
        }
        default -> {
          int outcome = line(bytes, base, request);
          if (outcome != MORE) {
            return outcome;
          }
        }
      }
    }
  }

  /** RFC 9112 section 3: 501 for a method longer than any that we know, 414 for a long target. */
  private static int refusalOfLongLine(ByteBuffer bytes, int from, int most) {
    int to = from + most + 1;
    return Octets.tokenEnd(bytes, from, to) == to ? 501 : 414;
  }

  private int line(ByteBuffer bytes, int base, ParsedRequest request) {
    int from = base + lines.start();
    int to = base + lines.end();
    if (!requestLineRead) {
      return requestLine(bytes, from, to, request);
    }
    if (from == to) {
      request.fieldsEnd = lines.start();
      lines.next();
      request.bodyStart = lines.start();
      int refusal = fields.judge(request, limits);
      return refusal == FieldLines.ACCEPTED ? COMPLETE : refusal;
    }
    if (++fieldLines > limits.headerLines()) {
      return 431;
    }
    fieldBytes += lines.length();
    lines.next();
    return fields.read(bytes, from, to);
  }

  private int requestLine(ByteBuffer bytes, int from, int to, ParsedRequest request) {
    if (from == to) {
      lines.reset(0);
      return ++emptyLines > MOST_EMPTY_LINES ? 400 : EMPTY_LINE;
    }
    lines.next();
    requestLineRead = true;
    request.fieldsStart = lines.start();
    return RequestLine.parse(bytes, from, to, request);
  }
}
