package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;

/**
 * On which cores a thread may run: sched_setaffinity(2), Linux only. A thread starts with what the
 * thread that made it has, and so does a child process.
 */
public final class Affinity {

  /** Room for 1,024 cores, the size of glibc's cpu_set_t. */
  private static final int SET_BYTES = 128;

  private static final int CALLING_THREAD = 0;

  private Affinity() {}

  /** Made only where the calls exist. */
  private static final class Calls {
    private static final FunctionDescriptor DESCRIPTOR =
        FunctionDescriptor.of(INT, INT, LONG, LONG);
    static final MethodHandle SET = NativeCall.withErrno("sched_setaffinity", DESCRIPTOR);
    static final MethodHandle GET = NativeCall.withErrno("sched_getaffinity", DESCRIPTOR);
  }

  public static boolean supported() {
    return Platform.CURRENT != null && Platform.CURRENT.isLinux();
  }

  /** The cores that the calling thread may run on. */
  public static BitSet ofThisThread() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment set = arena.allocate(SET_BYTES, 8);
      check("sched_getaffinity", call(Calls.GET, set));
      return BitSet.valueOf(set.asSlice(0, SET_BYTES).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /**
   * Binds the calling thread to these cores.
   *
   * @throws IOException when the kernel refuses: none of them exists, or none is allowed here
   */
  public static void bindThisThread(BitSet cores) throws IOException {
    byte[] bytes = cores.toByteArray();
    if (bytes.length > SET_BYTES) {
      throw new IllegalArgumentException("no core has a number like " + (cores.length() - 1));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment set = arena.allocate(SET_BYTES, 8);
      MemorySegment.copy(bytes, 0, set, ValueLayout.JAVA_BYTE, 0, bytes.length);
      check("sched_setaffinity", call(Calls.SET, set));
    }
  }

  private static int call(MethodHandle function, MemorySegment set) {
    MemorySegment state = NativeCall.state();
    try {
      int returned =
          (int) function.invokeExact(state, CALLING_THREAD, (long) SET_BYTES, set.address());
      return NativeCall.result(returned, state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static void check(String function, int result) throws IOException {
    if (result < 0) {
      throw Errno.failure(function, result);
    }
  }
}
