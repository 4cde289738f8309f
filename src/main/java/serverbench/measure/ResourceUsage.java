package serverbench.measure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * getrusage(2): what this process, or its reaped children, used, ended threads included. /proc has
 * no context switches of threads that have ended, and a model that makes a thread for every
 * connection has nearly all of its own there.
 *
 * @param cpuNanos user and system time, -1 where unknown
 * @param contextSwitches voluntary and involuntary, -1 where unknown
 */
record ResourceUsage(long cpuNanos, long contextSwitches) {

  static final ResourceUsage UNKNOWN = new ResourceUsage(-1, -1);

  private static final int SELF = 0;
  private static final int CHILDREN = -1;

  // struct rusage on 64-bit Linux and macOS: two timevals of 16 bytes, then 14 longs, of which
  // ru_nvcsw and ru_nivcsw are the last two.
  private static final long STRUCT_BYTES = 144;
  private static final long SWITCHES_OFFSET = 128;

  private static final MethodHandle GETRUSAGE =
      Linker.nativeLinker()
          .defaultLookup()
          .find("getrusage")
          .map(
              address ->
                  Linker.nativeLinker()
                      .downcallHandle(
                          address,
                          FunctionDescriptor.of(
                              ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)))
          .orElse(null);

  static ResourceUsage ofThisProcess() {
    return read(SELF);
  }

  static ResourceUsage ofReapedChildren() {
    return read(CHILDREN);
  }

  private static ResourceUsage read(int who) {
    if (GETRUSAGE == null) {
      return UNKNOWN;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(STRUCT_BYTES, 8);
      int failed = (int) GETRUSAGE.invokeExact(who, usage);
      if (failed != 0) {
        return UNKNOWN;
      }
      return new ResourceUsage(
          timevalNanos(usage, 0) + timevalNanos(usage, 16),
          usage.get(ValueLayout.JAVA_LONG, SWITCHES_OFFSET)
              + usage.get(ValueLayout.JAVA_LONG, SWITCHES_OFFSET + 8));
    } catch (Throwable e) {
      throw new IllegalStateException("getrusage cannot be called", e);
    }
  }

  /** tv_usec is an int on macOS and a long below a million on Linux: the low half is both. */
  private static long timevalNanos(MemorySegment usage, long offset) {
    return usage.get(ValueLayout.JAVA_LONG, offset) * 1_000_000_000L
        + usage.get(ValueLayout.JAVA_INT, offset + 8) * 1_000L;
  }
}
