package serverbench.models;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import serverbench.net.NativeCall;

/**
 * Lets this process open descriptors below a number only, for as long as it is open: setrlimit(2),
 * RLIMIT_NOFILE of Linux. The JVM is bound by it too and can load no class from a file.
 */
final class DescriptorLimit implements AutoCloseable {

  private static final int RLIMIT_NOFILE = 7;
  private static final MethodHandle GETRLIMIT = handle("getrlimit");
  private static final MethodHandle SETRLIMIT = handle("setrlimit");

  private final Arena arena = Arena.ofConfined();

  /** The soft limit, then the hard one. */
  private final MemorySegment limits = arena.allocate(ValueLayout.JAVA_LONG, 2);

  private final long softBefore;

  DescriptorLimit(int descriptors) {
    call(GETRLIMIT);
    softBefore = limits.get(ValueLayout.JAVA_LONG, 0);
    limits.set(ValueLayout.JAVA_LONG, 0, descriptors);
    call(SETRLIMIT);
  }

  @Override
  public void close() {
    limits.set(ValueLayout.JAVA_LONG, 0, softBefore);
    call(SETRLIMIT);
    arena.close();
  }

  private void call(MethodHandle function) {
    MemorySegment state = NativeCall.state();
    int result;
    try {
      result =
          NativeCall.result(
              (int) function.invokeExact(state, RLIMIT_NOFILE, limits.address()), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    if (result < 0) {
      throw new AssertionError("errno " + -result);
    }
  }

  private static MethodHandle handle(String function) {
    return NativeCall.withErrno(
        function, FunctionDescriptor.of(NativeCall.INT, NativeCall.INT, NativeCall.LONG));
  }
}
