package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** How many file descriptors this process may have open: getrlimit(2), RLIMIT_NOFILE. */
public final class FileLimit {

  private static final MethodHandle GETRLIMIT =
      NativeCall.withErrno("getrlimit", FunctionDescriptor.of(INT, INT, LONG));

  private FileLimit() {}

  /** The soft limit, which is the one that counts; the JVM has raised it to the hard limit. */
  public static int soft() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(16, 8);
      MemorySegment state = NativeCall.state();
      int result;
      try {
        result =
            NativeCall.result(
                (int) GETRLIMIT.invokeExact(state, Platform.CURRENT.rlimitNoFile, limits.address()),
                state);
      } catch (Throwable e) {
        throw NativeCall.unexpected(e);
      }
      if (result < 0) {
        throw new IllegalStateException(Errno.failure("getrlimit", result));
      }
      long soft = limits.get(ValueLayout.JAVA_LONG, 0);
      return soft < 0 || soft > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) soft;
    }
  }
}
