package serverbench.cli.doctor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Asks the kernel by calling it: what configuration files promise is not always so. */
final class Kernel {

  /** The same number on x86-64 and aarch64. */
  private static final long IO_URING_SETUP = 425;

  /** sizeof(struct io_uring_params), with room for what later kernels may add. */
  private static final int PARAMS_BYTES = 256;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final long ERRNO_OFFSET =
      CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  /** Makes a ring and drops it again; the errno when the kernel refuses, else 0. */
  static int ioUringErrno() {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle syscall =
          LINKER.downcallHandle(
              LINKER.defaultLookup().findOrThrow("syscall"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS),
              Linker.Option.captureCallState("errno"),
              Linker.Option.firstVariadicArg(1));
      MemorySegment captured = arena.allocate(CAPTURED);
      MemorySegment params = arena.allocate(PARAMS_BYTES, Long.BYTES);
      long fd = (long) syscall.invokeExact(captured, IO_URING_SETUP, 2L, params);
      if (fd < 0) {
        return captured.get(ValueLayout.JAVA_INT, ERRNO_OFFSET);
      }
      close((int) fd);
      return 0;
    } catch (Throwable e) {
      throw new IllegalStateException("io_uring_setup could not be called", e);
    }
  }

  private static void close(int fd) throws Throwable {
    MethodHandle close =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    int ignored = (int) close.invokeExact(fd);
  }

  /** Whether libc has this function. */
  static boolean libcHas(String function) {
    return LINKER.defaultLookup().find(function).isPresent();
  }

  /** Whether a shared library can be loaded. */
  static boolean loads(String library) {
    try (Arena arena = Arena.ofConfined()) {
      return Optional.of(SymbolLookup.libraryLookup(library, arena)).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Kernel() {}
}
