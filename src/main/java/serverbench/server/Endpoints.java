package serverbench.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import serverbench.http.Method;
import serverbench.http.Request;
import serverbench.http.Response;

/**
 * The work that every model does alike.
 *
 * <pre>
 *   GET  /                Hello, World!
 *   GET  /cpu?rounds=N    N rounds of SHA-256 (1 to 1,000,000): work of a fixed amount, not time
 *   GET  /sleep?us=N      blocks for N microseconds (0 to 10,000,000), as a database would
 *   GET  /bytes?n=N       N bytes (0 to 1 MiB)
 *   POST /echo            the request's body
 *   GET  /health          ok
 *   OPTIONS *             what the server allows
 * </pre>
 *
 * HEAD works where GET does, OPTIONS everywhere; another method is 405, another path 404, a bad
 * parameter 400.
 */
public final class Endpoints implements Handler {

  /** About 50 us of work where the processor has SHA instructions. */
  public static final int DEFAULT_ROUNDS = 700;

  public static final int MOST_ROUNDS = 1_000_000;

  public static final long DEFAULT_SLEEP_MICROS = 1_000;
  public static final long MOST_SLEEP_MICROS = 10_000_000;

  public static final int DEFAULT_BYTES = 1_024;
  public static final int MOST_BYTES = 1 << 20;

  private static final int LETTERS = 26;

  private static final String OCTETS = "application/octet-stream";

  private static final Response HELLO = Response.text(200, "Hello, World!");
  private static final Response HEALTHY = Response.text(200, "ok");
  private static final Response SLEPT = Response.text(200, "slept\n");
  private static final Response ECHO = Response.of(200, OCTETS, ByteBuffer.allocate(0));
  private static final Response DIGEST = Response.text(200, "");
  private static final Response BAD_PARAMETER = Response.text(400, "bad parameter\n");
  private static final Response NOT_FOUND = Response.text(404, "not found\n");
  private static final String ALLOW = "Allow: GET, HEAD, POST, OPTIONS\r\n";
  private static final String ALLOW_GET = "Allow: GET, HEAD, OPTIONS\r\n";
  private static final String ALLOW_POST = "Allow: POST, OPTIONS\r\n";
  private static final Response OPTIONS = Response.empty(200, ALLOW);
  private static final Response GET_OPTIONS = Response.empty(200, ALLOW_GET);
  private static final Response POST_OPTIONS = Response.empty(200, ALLOW_POST);
  private static final Response NO_TUNNEL = Response.empty(405, ALLOW);
  private static final Response GET_ONLY = Response.empty(405, ALLOW_GET);
  private static final Response POST_ONLY = Response.empty(405, ALLOW_POST);

  private static final Response ALL_BYTES =
      Response.of(200, OCTETS, repeatedAlphabet().asReadOnlyBuffer());

  private static final byte[] SEED =
      "serverbench: the same work for every model".getBytes(StandardCharsets.US_ASCII);

  private static final ThreadLocal<Sha256> SHA_256 = ThreadLocal.withInitial(Sha256::new);

  /** Clients ask for the same number of bytes over and over: the last answer serves again. */
  private volatile Response lastBytes = ALL_BYTES;

  @Override
  public Response handle(Request request) throws InterruptedException {
    Method method = request.method();
    if (method == Method.GET || method == Method.HEAD) {
      return get(request);
    }
    if (method == Method.CONNECT) {
      return NO_TUNNEL;
    }
    boolean asksForOptions = method == Method.OPTIONS;
    if (asksForOptions && request.hasPath("*")) {
      return OPTIONS;
    }
    if (request.hasPath("/echo")) {
      return method == Method.POST
          ? ECHO.withBody(request.body())
          : asksForOptions ? POST_OPTIONS : POST_ONLY;
    }
    if (!isGetPath(request)) {
      return NOT_FOUND;
    }
    return asksForOptions ? GET_OPTIONS : GET_ONLY;
  }

  /** Only {@code /sleep} blocks. */
  @Override
  public boolean mayBlock(Request request) {
    return request.hasPath("/sleep");
  }

  private Response get(Request request) throws InterruptedException {
    if (request.hasPath("/")) {
      return HELLO;
    }
    if (request.hasPath("/bytes")) {
      return bytes(request);
    }
    if (request.hasPath("/cpu")) {
      return cpu(request);
    }
    if (request.hasPath("/sleep")) {
      return sleep(request);
    }
    if (request.hasPath("/health")) {
      return HEALTHY;
    }
    return request.hasPath("/echo") ? POST_ONLY : NOT_FOUND;
  }

  private static boolean isGetPath(Request request) {
    return request.hasPath("/")
        || request.hasPath("/bytes")
        || request.hasPath("/cpu")
        || request.hasPath("/sleep")
        || request.hasPath("/health");
  }

  private Response bytes(Request request) {
    long bytes = request.number("n", DEFAULT_BYTES, MOST_BYTES);
    if (bytes == Request.MALFORMED) {
      return BAD_PARAMETER;
    }
    Response last = lastBytes;
    if (last.body().remaining() == bytes) {
      return last;
    }
    Response response = ALL_BYTES.withBody(ALL_BYTES.body().slice(0, (int) bytes));
    lastBytes = response;
    return response;
  }

  private static Response cpu(Request request) {
    long rounds = request.number("rounds", DEFAULT_ROUNDS, MOST_ROUNDS);
    if (rounds == Request.MALFORMED || rounds == 0) {
      return BAD_PARAMETER;
    }
    return DIGEST.withBody(ByteBuffer.wrap(digestAfter((int) rounds)));
  }

  /** So many rounds of the work of {@code /cpu}, on this thread. */
  private static byte[] digestAfter(int rounds) {
    return SHA_256.get().hexAfter(rounds);
  }

  private static Response sleep(Request request) throws InterruptedException {
    long micros = request.number("us", DEFAULT_SLEEP_MICROS, MOST_SLEEP_MICROS);
    if (micros == Request.MALFORMED) {
      return BAD_PARAMETER;
    }
    Thread.sleep(Duration.ofNanos(1_000 * micros));
    return SLEPT;
  }

  private static ByteBuffer repeatedAlphabet() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(MOST_BYTES);
    for (int i = 0; i < LETTERS; i++) {
      bytes.put(i, (byte) ('a' + i));
    }
    // By doubling: a million single puts before the compiler wakes up would delay every start.
    for (int filled = LETTERS; filled < MOST_BYTES; filled *= 2) {
      bytes.put(filled, bytes, 0, Math.min(filled, MOST_BYTES - filled));
    }
    return bytes;
  }

  /** A chain of digests: each round digests the result of the one before. */
  private static final class Sha256 {

    private final MessageDigest digest;
    private final byte[] result;

    Sha256() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
      result = new byte[digest.getDigestLength()];
    }

    byte[] hexAfter(int rounds) {
      try {
        digest.update(SEED);
        digest.digest(result, 0, result.length);
        for (int round = 1; round < rounds; round++) {
          digest.update(result);
          digest.digest(result, 0, result.length);
        }
      } catch (DigestException e) {
        throw new IllegalStateException("the result has the digest's length", e);
      }
      return HexFormat.of().formatHex(result).getBytes(StandardCharsets.US_ASCII);
    }
  }
}
