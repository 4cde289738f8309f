package serverbench.bench;

/** How requests arrive at a point of a workload. */
public sealed interface Arrivals {

  /** Each answer sends the next request. */
  record Closed() implements Arrivals {}

  /** On a schedule of this many requests a second. */
  record PerSecond(double rate) implements Arrivals {}

  /**
   * On a schedule of this share of the model's own closed-loop throughput, as the warm-up of the
   * same fork has found it: same JVM, same connections, a moment before.
   */
  record ShareOfOwn(double share) implements Arrivals {}

  /**
   * The schedule's rate, or 0 for a closed loop.
   *
   * @param ownThroughput of the model in a closed loop, requests per second
   */
  default double rate(double ownThroughput) {
    return switch (this) {
      case Closed() -> 0;
      case PerSecond(double rate) -> rate;
      case ShareOfOwn(double share) -> share * ownThroughput;
    };
  }
}
