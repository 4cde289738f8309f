package serverbench.server;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a server counted of itself since it was made.
 *
 * @param accepted connections accepted
 * @param live connections open now
 * @param requests complete requests read
 * @param responses final answers encoded, by class: index 2 for 2xx to index 5 for 5xx
 * @param refused answers that the protocol layer gave without the handler: malformed or over a
 *     limit
 * @param connectionErrors connections that ended in an I/O error (reset, broken pipe)
 * @param workers answers by worker, where the model has workers; else empty
 */
public record ServerStats(
    long accepted,
    long live,
    long requests,
    List<Long> responses,
    long refused,
    long connectionErrors,
    List<WorkerStats> workers) {

  /**
   * @param name the worker's name: a thread, an actor, a child process
   * @param responses final answers it encoded
   */
  public record WorkerStats(String name, long responses) {}

  /** Both together, the workers of this one first. */
  public ServerStats plus(ServerStats other) {
    return new ServerStats(
        accepted + other.accepted,
        live + other.live,
        requests + other.requests,
        IntStream.range(0, responses.size())
            .mapToObj(i -> responses.get(i) + other.responses.get(i))
            .toList(),
        refused + other.refused,
        connectionErrors + other.connectionErrors,
        Stream.concat(workers.stream(), other.workers.stream()).toList());
  }

  public long responsesTotal() {
    return responses.stream().mapToLong(Long::longValue).sum();
  }
}
