package serverbench.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What the load generator is to do to a server, of which it knows nothing but the address.
 *
 * @param mix the kinds of requests; latencies are kept of the first kind, the others are its
 *     company
 * @param connections at a time, each with one request in flight
 * @param reuse whether a connection carries many requests or one
 * @param requestTimeout from sending to the last byte of the answer
 * @param connectTimeout of the TCP handshake
 * @param pooledIdleTime after which an unused connection is closed by the client; must be shorter
 *     than the server's idle limit, else a request may meet a connection that is just being closed
 * @param ioThreads event loops of the client
 */
public record LoadPlan(
    List<RequestKind> mix,
    int connections,
    Reuse reuse,
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
    if (connections <= 0 || ioThreads <= 0 || mix.isEmpty()) {
      throw new IllegalArgumentException("connections, ioThreads and mix must not be empty");
    }
    mix = List.copyOf(mix);
  }

  /**
   * Thirty seconds for a request (a process for each connection keeps clients waiting long before
   * it has lost any), five to connect, half of the cores for the client.
   */
  public static LoadPlan of(URI uri, int connections, Reuse reuse, ExpectedAnswer expected) {
    return of(List.of(new RequestKind(uri, expected, 1)), connections, reuse);
  }

  /** The same with a mix. */
  public static LoadPlan of(List<RequestKind> mix, int connections, Reuse reuse) {
    return new LoadPlan(
        mix,
        connections,
        reuse,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(4),
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /** Of the first kind. */
  public URI uri() {
    return mix.getFirst().uri();
  }

  public LoadPlan withRequestTimeout(Duration timeout) {
    return new LoadPlan(
        mix, connections, reuse, timeout, connectTimeout, pooledIdleTime, ioThreads);
  }

  public LoadPlan withConnections(int connections) {
    return new LoadPlan(
        mix, connections, reuse, requestTimeout, connectTimeout, pooledIdleTime, ioThreads);
  }

  public LoadPlan withPooledIdleTime(Duration pooledIdleTime) {
    return new LoadPlan(
        mix, connections, reuse, requestTimeout, connectTimeout, pooledIdleTime, ioThreads);
  }

  /** The same requests, to a server that gives the same answer to all of them. */
  public LoadPlan expectingAlways(ExpectedAnswer answer) {
    return new LoadPlan(
        mix.stream().map(kind -> new RequestKind(kind.uri(), answer, kind.share())).toList(),
        connections,
        reuse,
        requestTimeout,
        connectTimeout,
        pooledIdleTime,
        ioThreads);
  }
}
