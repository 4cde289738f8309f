package serverbench.load;

import java.net.URI;
import java.time.Duration;

/**
 * What the load generator is to do to a server, of which it knows nothing but the address.
 *
 * @param uri what every request asks for, http only
 * @param connections at a time, each with one request in flight
 * @param reuse whether a connection carries many requests or one
 * @param expected what every answer must be
 * @param requestTimeout from sending to the last byte of the answer
 * @param connectTimeout of the TCP handshake
 * @param pooledIdleTime after which an unused connection is closed by the client; must be shorter
 *     than the server's idle limit, else a request may meet a connection that is just being closed
 * @param ioThreads event loops of the client
 */
public record LoadPlan(
    URI uri,
    int connections,
    Reuse reuse,
    ExpectedAnswer expected,
    Duration requestTimeout,
    Duration connectTimeout,
    Duration pooledIdleTime,
    int ioThreads) {

  /** How long a connection lives. */
  public enum Reuse {
    /** As many requests as the server allows. */
    KEPT_ALIVE,
    /** One request, which says {@code Connection: close}. */
    NEW_EACH_REQUEST
  }

  public LoadPlan {
    if (connections <= 0 || ioThreads <= 0) {
      throw new IllegalArgumentException("connections and ioThreads must be positive");
    }
  }

  /** Ten seconds for a request, five to connect, half of the cores for the client. */
  public static LoadPlan of(URI uri, int connections, Reuse reuse, ExpectedAnswer expected) {
    return new LoadPlan(
        uri,
        connections,
        reuse,
        expected,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(4),
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  public LoadPlan withRequestTimeout(Duration timeout) {
    return new LoadPlan(
        uri, connections, reuse, expected, timeout, connectTimeout, pooledIdleTime, ioThreads);
  }
}
