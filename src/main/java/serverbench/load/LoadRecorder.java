package serverbench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What the load generator saw. Written by its I/O threads, read by any thread.
 *
 * <p>One recorder serves all I/O threads: there is one of them for every two cores, and an atomic
 * increment is small beside the ten microseconds that a request costs the client.
 */
public final class LoadRecorder {

  private static final long HIGHEST_NANOS = 60_000_000_000L;

  private final Recorder latencies = new Recorder(1_000, HIGHEST_NANOS, 3);
  private final AtomicLong totalNanos = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicLongArray errors = new AtomicLongArray(ErrorKind.values().length);
  private final AtomicReferenceArray<String> examples =
      new AtomicReferenceArray<>(ErrorKind.values().length);

  /**
   * @param kind 0-based index into the mix
   */
  void correct(int kind, long latencyNanos) {
    if (kind == 0) {
      latencies.recordValue(Math.min(latencyNanos, HIGHEST_NANOS));
    }
    totalNanos.addAndGet(latencyNanos);
    // After the histogram: whoever sees the completion also finds its latency.
    completed.incrementAndGet();
  }

  void failed(ErrorKind kind, String example) {
    examples.compareAndSet(kind.ordinal(), null, example);
    errors.incrementAndGet(kind.ordinal());
  }

  /** Correct answers since the start. */
  public long completed() {
    return completed.get();
  }

  /** The latencies of all correct answers since the start, of every kind, added up. */
  public long totalLatencyNanos() {
    return totalNanos.get();
  }

  /** Complete answers since the start, correct or wrong: what the server has counted as well. */
  public long answers() {
    long answers = completed();
    for (ErrorKind kind : ErrorKind.values()) {
      if (kind.answered()) {
        answers += errors.get(kind.ordinal());
      }
    }
    return answers;
  }

  /** Failed requests since the start, by {@link ErrorKind#label}; kinds without any are absent. */
  public Map<String, Long> errors() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (ErrorKind kind : ErrorKind.values()) {
      long count = errors.get(kind.ordinal());
      if (count > 0) {
        counts.put(kind.label(), count);
      }
    }
    return counts;
  }

  /** The errors with an example of each, for a message to people. */
  public String describeErrors() {
    StringBuilder text = new StringBuilder();
    for (ErrorKind kind : ErrorKind.values()) {
      long count = errors.get(kind.ordinal());
      if (count > 0) {
        text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(kind.label());
        text.append(" (").append(examples.get(kind.ordinal())).append(')');
      }
    }
    return text.isEmpty() ? "no errors" : text.toString();
  }

  /**
   * Latencies in nanoseconds, from sending (connecting included, where there is a new connection)
   * to the last byte of a correct answer of the first kind, of what completed since the last call.
   */
  public Histogram takeLatencies() {
    return latencies.getIntervalHistogram();
  }
}
