package serverbench.server;

import java.util.List;
import java.util.Map;
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
 * @param gauges what only this model has to tell, by name: depths, waits, steals; else empty
 */
public record ServerStats(
    long accepted,
    long live,
    long requests,
    List<Long> responses,
    long refused,
    long connectionErrors,
    List<WorkerStats> workers,
    Map<String, Long> gauges) {

  /** Of a model that has nothing of its own to tell. */
  public ServerStats(
      long accepted,
      long live,
      long requests,
      List<Long> responses,
      long refused,
      long connectionErrors,
      List<WorkerStats> workers) {
    this(accepted, live, requests, responses, refused, connectionErrors, workers, Map.of());
  }

  /** The same with what the model has to tell of itself. */
  public ServerStats withGauges(Map<String, Long> gauges) {
    return new ServerStats(
        accepted, live, requests, responses, refused, connectionErrors, workers, gauges);
  }

  /**
   * @param name the worker's name: a thread, an actor, a child process
   * @param responses final answers it encoded
   */
  public record WorkerStats(String name, long responses) {}

  /** Both together, the workers of this one first; gauges of this one only. */
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
        Stream.concat(workers.stream(), other.workers.stream()).toList(),
        gauges);
  }

  public long responsesTotal() {
    return responses.stream().mapToLong(Long::longValue).sum();
  }
}
