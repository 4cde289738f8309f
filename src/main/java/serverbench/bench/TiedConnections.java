package serverbench.bench;

import java.util.OptionalInt;
import serverbench.server.Contender;
import serverbench.server.ServerConfig;

/**
 * Models in which a worker serves one connection to its end: more connections than workers and the
 * rest wait, not for an answer but for a place. Idle connections would fill all places, and a
 * schedule over more connections than places would measure the wait for a place.
 */
final class TiedConnections {

  private TiedConnections() {}

  /**
   * How many connections such a model serves at the same time; empty for all others.
   *
   * @param config as the model is set up
   */
  static OptionalInt atOnce(Contender choice, ServerConfig config) {
    return switch (choice.label()) {
      case "single_process" -> OptionalInt.of(1);
      case "multi_process",
          "process_pool1",
          "process_pool2",
          "thread_pool",
          "producer_consumer",
          "hybrid:process-thread" ->
          OptionalInt.of(config.workers());
      default -> OptionalInt.empty();
    };
  }
}
