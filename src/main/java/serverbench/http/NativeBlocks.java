package serverbench.http;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory behind a pool: blocks from malloc(3), each freed by itself or all at the end. Not from
 * an Arena: closing a shared arena stops every thread for a handshake, which a server of 9,000
 * threads would feel, and each NIO operation on its buffers would count the arena up and down in
 * one contended word. Thread-safe, and off the hot path.
 */
final class NativeBlocks {

  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle MALLOC =
      function("malloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

  private static final MethodHandle FREE =
      function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

  private final Map<Long, BufferPool.Buffer> owned = new HashMap<>();

  synchronized BufferPool.Buffer allocate(int bytes) {
    MemorySegment address = malloc(bytes);
    if (address.equals(MemorySegment.NULL)) {
      throw new OutOfMemoryError("no native memory for a buffer of " + bytes + " bytes");
    }
    MemorySegment block = address.reinterpret(bytes);
    BufferPool.Buffer buffer =
        new BufferPool.Buffer(
            block, block.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN), block.address());
    owned.put(buffer.address(), buffer);
    return buffer;
  }

  synchronized void free(BufferPool.Buffer buffer) {
    if (owned.remove(buffer.address()) == null) {
      throw new IllegalArgumentException("a buffer that is not of this pool, or was freed before");
    }
    free(buffer.segment());
  }

  synchronized void freeAll() {
    for (BufferPool.Buffer buffer : owned.values()) {
      free(buffer.segment());
    }
    owned.clear();
  }

  /** Blocks allocated and not yet freed. */
  synchronized int count() {
    return owned.size();
  }

  private static MemorySegment malloc(long bytes) {
    try {
      return (MemorySegment) MALLOC.invokeExact(bytes);
    } catch (Throwable e) {
      throw new AssertionError("malloc cannot throw", e);
    }
  }

  private static void free(MemorySegment address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable e) {
      throw new AssertionError("free cannot throw", e);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
  }
}
