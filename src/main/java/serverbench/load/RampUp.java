package serverbench.load;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Begins connections a few at a time: all in one burst would overflow the server's queue of
 * connections to accept, and what is dropped there comes a second later. Any thread.
 */
final class RampUp {

  private static final int MOST_AT_A_TIME = 64;

  private final int connections;
  private final IntConsumer begin;
  private final AtomicInteger begun = new AtomicInteger();

  /**
   * @param begin given the connection's number, from 0
   */
  RampUp(int connections, IntConsumer begin) {
    this.connections = connections;
    this.begin = begin;
  }

  /** Begins the first ones; each calls {@link #next} when it stands or has failed. */
  void start() {
    for (int i = 0; i < MOST_AT_A_TIME; i++) {
      next();
    }
  }

  /** Begins one more, if there is one. */
  void next() {
    int number = begun.getAndIncrement();
    if (number < connections) {
      begin.accept(number);
    }
  }

  /** Begins all that are left. */
  void rest() {
    while (begun.get() < connections) {
      next();
    }
  }
}
