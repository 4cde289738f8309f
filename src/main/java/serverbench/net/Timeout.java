package serverbench.net;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How long a call may wait, in the forms that kernels take: rounded up, since a wait that ends
 * before its time makes a loop turn for nothing, and {@link Poller#FOREVER} without end.
 */
public final class Timeout {

  /** Bytes of struct timeval and of struct timespec: two longs. */
  public static final int STRUCT_BYTES = 16;

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private Timeout() {}

  /** Milliseconds as poll(2) and epoll_wait(2) take them: -1 for ever. */
  public static int millis(long nanos) {
    if (nanos == Poller.FOREVER) {
      return -1;
    }
    return (int) Math.min(Integer.MAX_VALUE, -Math.floorDiv(-nanos, NANOS_PER_MILLI));
  }

  /** Fills a struct timeval and returns its address, or 0, a null pointer, for ever. */
  static long timeval(MemorySegment timeval, long nanos) {
    if (nanos == Poller.FOREVER) {
      return 0;
    }
    long micros = -Math.floorDiv(-nanos, NANOS_PER_MICRO);
    return fill(timeval, micros, NANOS_PER_SECOND / NANOS_PER_MICRO);
  }

  /** Fills a struct timespec and returns its address, or 0, a null pointer, for ever. */
  public static long timespec(MemorySegment timespec, long nanos) {
    return nanos == Poller.FOREVER ? 0 : fill(timespec, nanos, NANOS_PER_SECOND);
  }

  private static long fill(MemorySegment pair, long units, long unitsPerSecond) {
    pair.set(ValueLayout.JAVA_LONG, 0, units / unitsPerSecond);
    pair.set(ValueLayout.JAVA_LONG, 8, units % unitsPerSecond);
    return pair.address();
  }
}
