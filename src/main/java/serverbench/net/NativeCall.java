package serverbench.net;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * Downcalls into the C library through the Foreign Function and Memory API (JEP 454). errno is
 * captured by the linker right after the call, before the JVM can run anything that changes it,
 * into a block that each thread has for itself.
 *
 * <p>Buffers are passed as raw addresses (JAVA_LONG): the ABI is the same as for pointers, and no
 * MemorySegment has to be made on the hot path.
 */
public final class NativeCall {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE_LAYOUT = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE_LAYOUT.varHandle(StructLayout.PathElement.groupElement("errno"));
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(() -> newState(Arena.ofAuto()));

  public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  public static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private NativeCall() {}

  /** A handle whose first parameter is the block from {@link #state} that takes errno. */
  public static MethodHandle withErrno(String function, FunctionDescriptor descriptor) {
    return withErrno(symbol(function), descriptor);
  }

  /** The same for a function of another library. */
  public static MethodHandle withErrno(MemorySegment function, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(function, descriptor, Linker.Option.captureCallState("errno"));
  }

  /** The same for a variadic function: arguments from the given index on are variadic. */
  public static MethodHandle variadicWithErrno(
      String function, int firstVariadic, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        symbol(function),
        descriptor,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(firstVariadic));
  }

  static MethodHandle withoutErrno(String function, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(symbol(function), descriptor);
  }

  /** This thread's block for errno. */
  public static MemorySegment state() {
    return STATE.get();
  }

  /**
   * A block for errno that is not tied to a thread: whoever passes it sees to it that no two calls
   * use it at once. For callers that may be one of very many threads, each of which would otherwise
   * get a block for a single call.
   */
  static MemorySegment newState(Arena arena) {
    return arena.allocate(STATE_LAYOUT);
  }

  /** The result of a call as this package returns it: itself, or the negated errno after a -1. */
  public static int result(int returned, MemorySegment state) {
    return returned >= 0 ? returned : -(int) ERRNO.get(state, 0L);
  }

  /** The same for a call that returns a long. */
  public static int result(long returned, MemorySegment state) {
    return returned >= 0 ? (int) returned : -(int) ERRNO.get(state, 0L);
  }

  /** A downcall handle declares Throwable but throws only what is a fault of this program. */
  public static RuntimeException unexpected(Throwable e) {
    return switch (e) {
      case RuntimeException runtime -> runtime;
      case Error error -> throw error;
      default -> new IllegalStateException(e);
    };
  }

  /** The C library's function of this name, where it has one. */
  public static Optional<MemorySegment> find(String function) {
    return LINKER.defaultLookup().find(function);
  }

  private static MemorySegment symbol(String function) {
    return find(function)
        .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + function));
  }
}
