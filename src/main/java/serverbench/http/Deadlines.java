package serverbench.http;

/** When a connection has waited long enough: readings of the clock, compared by difference. */
final class Deadlines {

  private static final long LINGER_NANOS = Limits.LINGER_TIME.toNanos();

  private final long idleNanos;
  private final long headerNanos;
  private long progress;
  private long headStart;
  private long lingerStart;

  Deadlines(Limits limits, long nowNanos) {
    idleNanos = limits.idleTime().toNanos();
    headerNanos = limits.headerTime().toNanos();
    progress = nowNanos;
  }

  /** A byte was received or sent, or the first one is there to be sent. */
  void progress(long nowNanos) {
    progress = nowNanos;
  }

  void headStarted(long nowNanos) {
    headStart = nowNanos;
  }

  void lingerStarted(long nowNanos) {
    lingerStart = nowNanos;
  }

  long idle() {
    return progress + idleNanos;
  }

  /** For the head in progress: what comes first. */
  long header() {
    long header = headStart + headerNanos;
    return header - idle() < 0 ? header : idle();
  }

  long linger() {
    return lingerStart + LINGER_NANOS;
  }
}
