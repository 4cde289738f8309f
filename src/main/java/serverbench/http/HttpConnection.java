package serverbench.http;

import java.nio.ByteBuffer;
import serverbench.http.OutputBuffer.Persistence;

/**
 * The protocol of one HTTP/1.1 connection (RFC 9112) as a state machine without I/O: each step says
 * what it needs next, and whoever drives it does that, blocking or not. One request is in progress
 * at a time; bytes of later ones wait in the input buffer, so answers are in order by themselves.
 * Answers to requests that arrived together are gathered into one send, and nothing is read while
 * an answer is unsent, so memory is bounded by the {@link Limits}.
 *
 * <pre>
 *    accepted --&gt; READ &lt;-------------------------------.
 *                  | received                          |
 *         .--------+-----------.                       |
 *         | complete           | refused, 408          |
 *         v                    |                       |
 *   .-&gt; HANDLE                 |                       |
 *   |     | respond, fail      |                       |
 *   |     v                    v                       |
 *   |   (answer encoded) --&gt; WRITE --all sent, open----'
 *   |     |                    | all sent, closing
 *   '-----'                    +-----------------------.
 *   next request is there,     | the server's will     | the client's will
 *   gathered &lt; 64 KiB          v                       |
 *                            LINGER --&gt; READ ...       |
 *                              | end of stream         |
 *                              | or 2 s                v
 *                              '-------------------&gt; CLOSE &lt;-- READ: end of stream, idle
 *                                                          &lt;-- WRITE: no progress
 * </pre>
 *
 * <p>A client that closes its sending side after complete requests gets its answers, then the
 * connection closes. One that does so in the middle of a request gets none: nobody is known to wait
 * for it. An answer after which the server closes for reasons of its own is followed by a lingering
 * close (RFC 9112 section 9.6): closing a socket with unread bytes sends a reset, and that may
 * destroy the answer on its way.
 *
 * <p>Not thread-safe. Threads may hand a connection to each other (one reads, another handles), if
 * what hands it over orders memory as a queue does. Nothing here blocks. Times are readings of one
 * monotonic clock in nanoseconds, as of {@link System#nanoTime}. A step that does not fit what the
 * last one returned is an {@link IllegalStateException}.
 */
public final class HttpConnection {

  /** What a connection needs next. */
  public enum Next {
    /** Bytes are needed: receive into {@link #input}, then call {@link #received}. */
    READ,
    /** A request is complete: answer {@link #request} with {@link #respond} or {@link #fail}. */
    HANDLE,
    /** Bytes are waiting: send from {@link #output}, then call {@link #sent}. */
    WRITE,
    /**
     * Shut down the sending side (FIN), then go on as for READ: what arrives is discarded. Returned
     * once; READ and at last CLOSE follow.
     */
    LINGER,
    /** Close the socket and call {@link #close}. */
    CLOSE
  }

  /** What {@link #received} takes for the end of the stream. */
  public static final int END_OF_STREAM = -1;

  /** What {@link #deadlineNanos} returns when there is none. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  /** Answers are gathered up to here before they are sent. */
  static final int GATHER_BYTES = 64 << 10;

  private enum Stage {
    OPEN,
    /** The last answer is being sent. */
    CLOSING,
    LINGERING,
    CLOSED
  }

  private final Limits limits;
  private final ConnectionObserver observer;
  private final InputBuffer input;
  private final OutputBuffer output;
  private final RequestReader reader;
  private final Deadlines deadlines;

  private Stage stage = Stage.OPEN;
  private Next next = Next.READ;
  private int answers;
  private boolean headStarted;
  private boolean bodyStarted;
  private boolean draining;
  private boolean lingers;

  /** A connection just accepted; the first step is {@link Next#READ}. */
  public HttpConnection(
      Limits limits, BufferPool pool, ConnectionObserver observer, long nowNanos) {
    this.limits = limits;
    this.observer = observer;
    this.input = new InputBuffer(pool);
    this.output = new OutputBuffer(pool);
    this.reader = new RequestReader(input, limits);
    this.deadlines = new Deadlines(limits, nowNanos);
  }

  /**
   * Free room for bytes to be received: position to limit, at least one byte. Takes a buffer from
   * the pool when the connection holds none, so call it when bytes are there to be read.
   */
  public ByteBuffer input() {
    requireReading();
    return input.room();
  }

  /** The address of {@link #input}'s first byte. */
  public long inputAddress() {
    requireReading();
    input.room();
    return input.roomAddress();
  }

  /** How many bytes {@link #inputAddress} has room for. */
  public int inputRoom() {
    return input().remaining();
  }

  /**
   * Bytes were received into {@link #input}.
   *
   * @param bytes how many; 0 when none were there after all (the buffer taken for them is given
   *     back), or {@link #END_OF_STREAM}
   */
  public Next received(int bytes, long nowNanos) {
    requireReading();
    if (bytes == END_OF_STREAM) {
      return closed();
    }
    if (bytes > 0) {
      input.received(bytes);
      deadlines.received(bytes, nowNanos);
    }
    if (stage == Stage.LINGERING) {
      return discard(nowNanos);
    }
    return bytes > 0 ? advance(nowNanos) : waiting();
  }

  /** The request to be handled; valid until {@link #respond} or {@link #fail}. */
  public Request request() {
    require(Next.HANDLE);
    return reader.request();
  }

  /** Answers the request; its bytes, a body made of them included, are used up then. */
  public Next respond(Response response, long nowNanos) {
    require(Next.HANDLE);
    if (response.body().remaining() > OutputBuffer.LARGEST_BODY) {
      return fail(nowNanos);
    }
    answers++;
    Persistence persistence = persistence();
    boolean clientCloses = reader.clientCloses();
    encode(response, persistence, nowNanos);
    reader.release();
    if (persistence == Persistence.CLOSE) {
      return closing(!input.isEmpty() || !clientCloses && !draining);
    }
    if (!input.isEmpty() && output.pending() < GATHER_BYTES) {
      return advance(nowNanos);
    }
    return waiting();
  }

  /** The handler threw: 500, and the connection closes. */
  public Next fail(long nowNanos) {
    require(Next.HANDLE);
    encode(Refusals.of(500), Persistence.CLOSE, nowNanos);
    return closing(true);
  }

  /** Bytes to be sent: position to limit. */
  public ByteBuffer output() {
    require(Next.WRITE);
    return output.bytes();
  }

  /** The address of {@link #output}'s first byte. */
  public long outputAddress() {
    require(Next.WRITE);
    return output.address();
  }

  /** How many bytes {@link #outputAddress} has. */
  public int outputBytes() {
    return output.pending();
  }

  /**
   * Bytes of {@link #output} were sent.
   *
   * @param bytes how many, 0 or more
   */
  public Next sent(int bytes, long nowNanos) {
    require(Next.WRITE);
    output.sent(bytes);
    if (bytes > 0) {
      deadlines.sent(bytes, nowNanos);
    }
    if (output.pending() > 0) {
      // It takes its time: whatever the client sends in it must not turn the close into a reset.
      lingers = true;
      return Next.WRITE;
    }
    if (stage == Stage.OPEN) {
      // The rest of a request that has begun had to wait for this; its time begins now.
      headStarted = false;
      bodyStarted = false;
      return advance(nowNanos);
    }
    if (!lingers) {
      return closed();
    }
    stage = Stage.LINGERING;
    deadlines.lingerStarted(nowNanos);
    return next = Next.LINGER;
  }

  /**
   * When {@link #expired} is to be called if no other step comes before; {@link #NO_DEADLINE} while
   * a request is being handled. Changes with each step. Compare by difference, as with {@link
   * System#nanoTime}.
   */
  public long deadlineNanos() {
    if (next == Next.HANDLE || next == Next.CLOSE) {
      return NO_DEADLINE;
    }
    if (stage == Stage.LINGERING) {
      return deadlines.linger();
    }
    if (next == Next.WRITE) {
      return deadlines.transfer();
    }
    if (reader.isBetweenRequests()) {
      return deadlines.idle();
    }
    return reader.isInHead() ? deadlines.header() : deadlines.transfer();
  }

  /**
   * The time is {@code nowNanos} and nothing came. Before the deadline this changes nothing and
   * returns what is needed; after it, a half-read request is answered 408, and a connection that is
   * idle, whose client does not read, or that has lingered long enough is closed.
   */
  public Next expired(long nowNanos) {
    long deadline = deadlineNanos();
    if (deadline == NO_DEADLINE || nowNanos - deadline < 0) {
      return next == Next.LINGER ? Next.READ : next;
    }
    boolean halfRead = next == Next.READ && stage == Stage.OPEN && !reader.isBetweenRequests();
    return halfRead ? refuse(408, nowNanos) : closed();
  }

  /**
   * Whether no request is in progress and nothing waits to be sent: a server that stops may close
   * the connection without taking an answer from anybody.
   */
  public boolean isIdle() {
    return stage == Stage.OPEN && reader.isBetweenRequests() && output.pending() == 0;
  }

  /** The server is stopping: the next answer says Connection: close and is the last. */
  public void drain() {
    draining = true;
  }

  /** Gives the buffers back; the second call does nothing. */
  public void close() {
    closed();
    input.discard();
    output.discard();
  }

  /** Reads on in what was received. */
  private Next advance(long nowNanos) {
    if (!headStarted) {
      deadlines.headStarted(nowNanos);
    }
    int outcome = reader.read();
    headStarted = reader.isInHead();
    return switch (outcome) {
      case RequestReader.MORE -> {
        boolean inBody = !headStarted && !reader.isBetweenRequests();
        if (inBody && !bodyStarted) {
          deadlines.transferStarted(nowNanos);
        }
        bodyStarted = inBody;
        if (reader.takeContinueWanted()) {
          output.appendContinue();
        }
        yield waiting();
      }
      case RequestReader.COMPLETE -> {
        bodyStarted = false;
        observer.requestRead();
        yield next = Next.HANDLE;
      }
      default -> refuse(outcome, nowNanos);
    };
  }

  private Next waiting() {
    input.releaseIfEmpty();
    return next = output.pending() > 0 ? Next.WRITE : Next.READ;
  }

  private Persistence persistence() {
    if (reader.clientCloses()
        || draining
        || observer.isStopping()
        || answers >= limits.requestsPerConnection()) {
      return Persistence.CLOSE;
    }
    return reader.request().http10 ? Persistence.KEEP_HTTP_1_0 : Persistence.KEEP;
  }

  private Next refuse(int status, long nowNanos) {
    observer.refused(status);
    encode(Refusals.of(status), Persistence.CLOSE, nowNanos);
    return closing(true);
  }

  private void encode(Response response, Persistence persistence, long nowNanos) {
    // The time for sending begins here, however long the handler took. Answers gathered before this
    // one are unsent too: a request is read only when all before it were sent or gathered.
    deadlines.transferStarted(nowNanos);
    output.append(response, reader.method(), persistence, nowNanos);
    observer.responseEncoded(response.status());
  }

  /** What is encoded is sent, then the connection closes; what came in behind it is not read. */
  private Next closing(boolean lingering) {
    lingers = lingering;
    stage = Stage.CLOSING;
    input.discard();
    return next = Next.WRITE;
  }

  /** Whoever pours bytes without end, so that no wait for more ever expires, is left behind too. */
  private Next discard(long nowNanos) {
    input.discard();
    return nowNanos - deadlines.linger() >= 0 ? closed() : (next = Next.READ);
  }

  private Next closed() {
    stage = Stage.CLOSED;
    return next = Next.CLOSE;
  }

  private void requireReading() {
    if (next != Next.LINGER) {
      require(Next.READ);
    }
  }

  private void require(Next step) {
    if (next != step) {
      throw new IllegalStateException("step " + step + " taken while " + next + " was needed");
    }
  }
}
