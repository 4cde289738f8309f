package serverbench.http;

import java.time.Duration;

/**
 * What a connection may ask of a server at the most; the same record for every model. Over a limit
 * the client gets the status that the RFC names for it and the connection is closed.
 *
 * @param requestLineBytes longest request line, without its line end; beyond it 414 (RFC 9112
 *     section 3)
 * @param headerBytes all header lines of a request together; beyond it 431 (RFC 6585 section 5)
 * @param headerLines most header lines of a request; beyond it 431
 * @param bodyBytes longest request body after decoding; beyond it 413 (RFC 9110 section 15.5.14)
 * @param headerTime from the first byte of a request, or from the last of the answers before it, to
 *     the end of its header; beyond it 408 (RFC 9110 section 15.5.9)
 * @param idleTime without progress (no byte received or sent) before the connection is closed
 * @param requestsPerConnection answers on one connection before the server closes it; {@link
 *     #UNLIMITED} keeps it open for as long as the client wants
 * @param connections live connections; the server stops accepting at this number
 */
public record Limits(
    int requestLineBytes,
    int headerBytes,
    int headerLines,
    int bodyBytes,
    Duration headerTime,
    Duration idleTime,
    int requestsPerConnection,
    int connections) {

  public static final int UNLIMITED = Integer.MAX_VALUE;

  /**
   * How fast a body has to come, and an answer to be taken, at the least, once it has lasted for
   * {@code headerTime} and {@code idleTime} together (as Apache's mod_reqtimeout, MinRate).
   */
  public static final int LEAST_BYTES_PER_SECOND = 500;

  /** How long a closing connection discards what the client still sends (lingering close). */
  public static final Duration LINGER_TIME = Duration.ofSeconds(2);

  public static final Limits DEFAULT =
      new Limits(
          8 << 10,
          64 << 10,
          100,
          1 << 20,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          UNLIMITED,
          UNLIMITED);

  public Limits {
    positive("requestLineBytes", requestLineBytes);
    positive("headerBytes", headerBytes);
    positive("headerLines", headerLines);
    positive("bodyBytes", bodyBytes);
    positive("requestsPerConnection", requestsPerConnection);
    positive("connections", connections);
    // A request lies in one buffer, with a line end behind each line.
    long requestBytes = (long) requestLineBytes + headerBytes + 2L * headerLines + bodyBytes;
    if (requestBytes + headerBytes > BufferPool.LARGEST - BufferPool.SMALLEST) {
      throw new IllegalArgumentException(
          "a request of these limits does not fit a buffer of " + BufferPool.LARGEST + " bytes");
    }
    if (!headerTime.isPositive() || !idleTime.isPositive()) {
      throw new IllegalArgumentException("headerTime and idleTime must be positive");
    }
  }

  public Limits withConnections(int connections) {
    return new Limits(
        requestLineBytes,
        headerBytes,
        headerLines,
        bodyBytes,
        headerTime,
        idleTime,
        requestsPerConnection,
        connections);
  }

  /**
   * For a model whose worker is tied to one connection at a time: a client that keeps its
   * connection busy for ever would starve all others, so it is sent away after {@code requests}
   * answers or {@code idle} time (Apache's MaxKeepAliveRequests and KeepAliveTimeout).
   */
  public Limits sharedWorker(int requests, Duration idle) {
    return new Limits(
        requestLineBytes,
        headerBytes,
        headerLines,
        bodyBytes,
        headerTime,
        idle.compareTo(idleTime) < 0 ? idle : idleTime,
        Math.min(requests, requestsPerConnection),
        connections);
  }

  public Limits withTimes(Duration headerTime, Duration idleTime) {
    return new Limits(
        requestLineBytes,
        headerBytes,
        headerLines,
        bodyBytes,
        headerTime,
        idleTime,
        requestsPerConnection,
        connections);
  }

  /** The shortest time after which a connection that is new now may have to be ended. */
  public Duration shortestTime() {
    Duration shorter = headerTime.compareTo(idleTime) < 0 ? headerTime : idleTime;
    return shorter.compareTo(LINGER_TIME) < 0 ? shorter : LINGER_TIME;
  }

  private static void positive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
