package serverbench.load;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The books of an open loop's window. Belongs to {@link OpenLoop}, which calls it with its lock
 * held.
 *
 * <pre>
 *   numbers of the schedule:   ... 41 42 | 43 44 45 ... 90 | 91 92 ...
 *                                  before   the window      after
 * </pre>
 *
 * An answer counts in the window of its request's intended start, however late it comes.
 */
final class OpenLedger {

  private static final long LOWEST_NANOS = 1_000;
  private static final long HIGHEST_NANOS = 60_000_000_000L;
  private static final long SLICE_NANOS = 250_000_000L;

  private final Histogram corrected = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, 3);
  private final Histogram raw = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, 3);
  private final Histogram lag = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, 3);
  private final List<Integer> backlog = new ArrayList<>();
  private long first = Long.MAX_VALUE;
  private long end = Long.MAX_VALUE;
  private long beginNanos;
  private long endNanos;
  private long ended;
  private long answered;
  private long drops;
  private long completed;
  private long rawNanos;
  private double inFlightNanos;
  private long flightSince;
  private long sliceEnd;
  private int sliceLeast;
  private boolean running;

  void begin(long nextNumber, long nowNanos) {
    corrected.reset();
    raw.reset();
    lag.reset();
    backlog.clear();
    first = nextNumber;
    end = Long.MAX_VALUE;
    beginNanos = nowNanos;
    ended = 0;
    answered = 0;
    drops = 0;
    completed = 0;
    rawNanos = 0;
    inFlightNanos = 0;
    flightSince = nowNanos;
    sliceEnd = nowNanos + SLICE_NANOS;
    sliceLeast = Integer.MAX_VALUE;
    running = true;
  }

  void end(long nextNumber, long nowNanos) {
    end = nextNumber;
    endNanos = nowNanos;
    running = false;
  }

  /** A request was given to a connection, or to the queue. */
  void handedOut(long number, long lagNanos) {
    if (holds(number)) {
      lag.recordValue(Math.clamp(lagNanos, 0, HIGHEST_NANOS));
    }
  }

  void dropped(long number) {
    if (holds(number)) {
      ended++;
      drops++;
    }
  }

  void failed(long number) {
    if (holds(number)) {
      ended++;
    }
  }

  void answered(long number, int kind, long correctedNanos, long sentNanos) {
    if (running) {
      completed++;
      rawNanos += sentNanos;
    }
    if (holds(number)) {
      ended++;
      answered++;
      record(kind, correctedNanos, sentNanos);
    }
  }

  /** A request of the window that is given up on: what it has waited so far is kept. */
  void stillOpen(long number, int kind, long correctedNanos, long sentNanos) {
    if (holds(number)) {
      record(kind, correctedNanos, sentNanos);
    }
  }

  private void record(int kind, long correctedNanos, long sentNanos) {
    if (kind == 0) {
      corrected.recordValue(Math.clamp(correctedNanos, 0, HIGHEST_NANOS));
      if (sentNanos >= 0) {
        raw.recordValue(Math.min(sentNanos, HIGHEST_NANOS));
      }
    }
  }

  /**
   * The number of requests in flight is about to change, or the window to end.
   *
   * @param inFlight sent and not answered until now
   */
  void flight(long nowNanos, int inFlight) {
    if (running) {
      inFlightNanos += (double) inFlight * Math.max(0, nowNanos - flightSince);
      flightSince = nowNanos;
    }
  }

  /**
   * Looks at what is under way at a wake-up of the pacer.
   *
   * @param backlogNow requests sent or waiting for a connection, without an answer
   */
  void observe(long nowNanos, int backlogNow) {
    if (!running) {
      return;
    }
    sliceLeast = Math.min(sliceLeast, backlogNow);
    for (; nowNanos >= sliceEnd; sliceEnd += SLICE_NANOS) {
      backlog.add(sliceLeast);
      sliceLeast = backlogNow;
    }
  }

  /** Requests of the window, which has ended, that have neither ended nor been dropped. */
  long pending() {
    return end - first - ended;
  }

  boolean holds(long number) {
    return number >= first && number < end;
  }

  /** The window as it stands; what ends after this is not counted in it any more. */
  OpenWindow close() {
    OpenWindow window =
        new OpenWindow(
            (endNanos - beginNanos) / 1e9,
            end - first,
            answered,
            drops,
            pending(),
            completed,
            corrected.copy(),
            raw.copy(),
            lag.copy(),
            inFlightNanos / Math.max(1, endNanos - beginNanos),
            rawNanos,
            List.copyOf(backlog));
    first = Long.MAX_VALUE;
    return window;
  }
}
