package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/**
 * For how long a thread runs at a stretch: sched_setattr(2), Linux 6.12 and later. The scheduler
 * (EEVDF) then lets a thread that has just woken up run before one with a longer slice, such as a
 * compiler's, which otherwise keeps its core until the next tick, up to 4 ms away. The thread gets
 * no larger share of the core by that, and needs no privilege.
 */
public final class TimeSlice {

  /** The shortest that the scheduler knows. */
  public static final Duration SHORTEST = Duration.ofNanos(100_000);

  /** The first version of struct sched_attr, which all kernels take. */
  private static final int ATTRIBUTES_BYTES = 48;

  private static final long RUNTIME_OFFSET = 24;
  private static final int CALLING_THREAD = 0;
  private static final int NO_FLAGS = 0;

  private TimeSlice() {}

  /** Made only where the calls exist. */
  private static final class Calls {
    static final long SET_NUMBER = Platform.CURRENT.sysSchedSetattr;
    static final long GET_NUMBER = SET_NUMBER + 1;
    static final MethodHandle SET =
        NativeCall.variadicWithErrno(
            "syscall", 1, FunctionDescriptor.of(LONG, LONG, INT, LONG, INT));
    static final MethodHandle GET =
        NativeCall.variadicWithErrno(
            "syscall", 1, FunctionDescriptor.of(LONG, LONG, INT, LONG, INT, INT));
  }

  /**
   * Gives the calling thread a slice of this length and leaves its policy and nice value as they
   * are.
   *
   * @return whether it has that slice now: not on other systems, on an older kernel, or where the
   *     call is forbidden
   */
  public static boolean ofThisThread(Duration slice) {
    if (Platform.CURRENT == null || !Platform.CURRENT.isLinux()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, 8);
      if (get(attributes) < 0) {
        return false;
      }
      attributes.set(ValueLayout.JAVA_LONG, RUNTIME_OFFSET, slice.toNanos());
      // An older kernel takes the call and forgets the slice.
      return set(attributes) >= 0
          && get(attributes) >= 0
          && attributes.get(ValueLayout.JAVA_LONG, RUNTIME_OFFSET) == slice.toNanos();
    }
  }

  private static int get(MemorySegment attributes) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (long)
              Calls.GET.invokeExact(
                  state,
                  Calls.GET_NUMBER,
                  CALLING_THREAD,
                  attributes.address(),
                  ATTRIBUTES_BYTES,
                  NO_FLAGS),
          state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int set(MemorySegment attributes) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (long)
              Calls.SET.invokeExact(
                  state, Calls.SET_NUMBER, CALLING_THREAD, attributes.address(), NO_FLAGS),
          state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }
}
