package serverbench.load;

/**
 * When requests are to leave: number n at start + n / rate, whatever happened to those before it.
 * Not synchronized.
 */
final class Schedule {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double periodNanos;
  private final long startNanos;
  private long next;

  Schedule(double requestsPerSecond, long startNanos) {
    if (!(requestsPerSecond > 0)) {
      throw new IllegalArgumentException("a rate must be positive, not " + requestsPerSecond);
    }
    this.periodNanos = NANOS_PER_SECOND / requestsPerSecond;
    this.startNanos = startNanos;
  }

  /** The intended start of a request, by System.nanoTime. */
  long intendedNanos(long number) {
    return startNanos + (long) (number * periodNanos);
  }

  /** The request that leaves next. */
  long next() {
    return next;
  }

  /** Its intended start. */
  long nextNanos() {
    return intendedNanos(next);
  }

  /** How many requests have their intended start before this moment: the number of the next. */
  long dueBefore(long nanoTime) {
    return Math.max(0, (long) Math.ceil((nanoTime - startNanos) / periodNanos));
  }

  void advance() {
    next++;
  }

  /** Leaves out those whose intended start comes before this moment. */
  void skipTo(long nanoTime) {
    next = Math.max(next, dueBefore(nanoTime));
  }
}
