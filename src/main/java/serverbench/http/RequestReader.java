package serverbench.http;

/**
 * Reads request after request out of the input buffer, with {@link HeadParser} and {@link
 * ChunkedBody}. A request stays where it lies until {@link #release}.
 *
 * <pre>
 *   BETWEEN --first byte--> HEAD --complete--> BODY --complete--> COMPLETE
 *      ^                                                             |
 *      '--------------------------release----------------------------'
 * </pre>
 */
public final class RequestReader {

  public static final int MORE = HeadParser.MORE;
  public static final int COMPLETE = HeadParser.COMPLETE;

  private final InputBuffer input;
  private final Limits limits;
  private final HeadParser head;
  private final ParsedRequest request = new ParsedRequest();

  /** Made for the first chunked body: most connections never see one. */
  private ChunkedBody chunks;

  private boolean headComplete;
  private boolean continueWanted;

  public RequestReader(InputBuffer input, Limits limits) {
    this.input = input;
    this.limits = limits;
    this.head = new HeadParser(limits);
    head.reset();
  }

  ParsedRequest request() {
    return request;
  }

  /**
   * The method of the request in progress, as far as it is known: also of one that is refused for
   * its request line, since the answer to HEAD never has a body. Null when it is none that we know.
   */
  Method method() {
    if (request.method == null
        && !input.isEmpty()
        && RequestLine.isHead(input.bytes(), input.start(), input.end())) {
      return Method.HEAD;
    }
    return request.method;
  }

  /** Whether a request has begun and its head is not complete. */
  boolean isInHead() {
    return !headComplete && !input.isEmpty();
  }

  /** Whether no byte of a request is there. */
  boolean isBetweenRequests() {
    return !headComplete && input.isEmpty();
  }

  /**
   * Reads on in what was received.
   *
   * @return {@link #MORE}, {@link #COMPLETE}, or the status, 400 and above, that refuses the
   *     request
   */
  public int read() {
    while (!headComplete) {
      if (input.isEmpty()) {
        return MORE;
      }
      place();
      int outcome = head.parse(input.bytes(), input.end(), request);
      if (outcome == HeadParser.EMPTY_LINE) {
        input.consume(HeadParser.EMPTY_LINE_BYTES);
      } else if (outcome == COMPLETE) {
        beginBody();
      } else {
        return outcome;
      }
    }
    place();
    return head.fields().chunked() ? readChunks() : readLength();
  }

  /**
   * Whether the client waits for 100 (Continue) before it sends the body; true once. A body that
   * has begun needs none (RFC 9110 section 10.1.1).
   */
  boolean takeContinueWanted() {
    boolean wanted = continueWanted;
    continueWanted = false;
    return wanted;
  }

  /**
   * Whether the connection ends with this request by the client's will: asked for, usual in
   * HTTP/1.0, or after CONNECT, behind which something else than HTTP follows even when refused.
   */
  boolean clientCloses() {
    FieldLines fields = head.fields();
    return fields.closeAsked()
        || request.http10 && !fields.keepAliveAsked()
        || request.method == Method.CONNECT;
  }

  /** The request is answered: uses up its bytes. */
  public void release() {
    int framed =
        head.fields().chunked() ? chunks.consumed() : request.bodyStart + request.bodyBytes;
    input.consume(framed);
    headComplete = false;
    request.method = null;
    head.reset();
  }

  private void beginBody() {
    headComplete = true;
    FieldLines fields = head.fields();
    if (fields.chunked()) {
      if (chunks == null) {
        chunks = new ChunkedBody(limits);
      }
      chunks.reset(request.bodyStart);
    }
    boolean bodyAwaited = fields.chunked() || fields.contentLength() > 0;
    boolean bodyBegun = bytesOfRequest() > request.bodyStart;
    continueWanted = fields.continueExpected() && bodyAwaited && !bodyBegun;
  }

  private int readLength() {
    // Fits: a longer one was refused by the limit.
    request.bodyBytes = (int) head.fields().contentLength();
    return bytesOfRequest() - request.bodyStart < request.bodyBytes ? MORE : COMPLETE;
  }

  private int readChunks() {
    int outcome = chunks.decode(input.bytes(), input.start(), input.end());
    request.bodyBytes = chunks.bodyBytes();
    if (outcome == MORE) {
      input.shorten(chunks.closeGap(input.bytes(), input.start(), input.end()));
    }
    return outcome;
  }

  /** The buffer may have moved since the last bytes were looked at. */
  private void place() {
    request.bytes = input.bytes();
    request.base = input.start();
  }

  private int bytesOfRequest() {
    return input.end() - input.start();
  }
}
