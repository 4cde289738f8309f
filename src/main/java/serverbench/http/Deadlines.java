package serverbench.http;

import java.util.concurrent.TimeUnit;

/**
 * When a connection has waited long enough: readings of the clock, compared by difference. Whatever
 * a client does, every state of its connection ends: a head has its time, silence has its time, and
 * what goes on for longer has to come at a least speed, or a byte now and then would hold the
 * connection for ever.
 */
final class Deadlines {

  private static final long LINGER_NANOS = Limits.LINGER_TIME.toNanos();
  private static final long BYTE_NANOS =
      TimeUnit.SECONDS.toNanos(1) / Limits.LEAST_BYTES_PER_SECOND;

  private final long idleNanos;
  private final long headerNanos;
  private long progress;
  private long headStart;
  private long transferStart;
  private long transferredBytes;
  private long lingerStart;

  Deadlines(Limits limits, long nowNanos) {
    idleNanos = limits.idleTime().toNanos();
    headerNanos = limits.headerTime().toNanos();
    progress = nowNanos;
  }

  /** So many bytes, at least one, were received. */
  void received(int bytes, long nowNanos) {
    progress = nowNanos;
    transferredBytes += bytes;
  }

  /** So many bytes, at least one, were sent. */
  void sent(int bytes, long nowNanos) {
    progress = nowNanos;
    transferredBytes += bytes;
  }

  void headStarted(long nowNanos) {
    headStart = nowNanos;
  }

  /** From now on a body is received, or answers are there to be sent. */
  void transferStarted(long nowNanos) {
    progress = nowNanos;
    transferStart = nowNanos;
    transferredBytes = 0;
  }

  void lingerStarted(long nowNanos) {
    lingerStart = nowNanos;
  }

  long idle() {
    return progress + idleNanos;
  }

  /** For the head in progress: what comes first. */
  long header() {
    return earlier(headStart + headerNanos, idle());
  }

  /** For the body or the answers in progress: what comes first. */
  long transfer() {
    long slowest = headerNanos + idleNanos + transferredBytes * BYTE_NANOS;
    return earlier(transferStart + slowest, idle());
  }

  long linger() {
    return lingerStart + LINGER_NANOS;
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }
}
