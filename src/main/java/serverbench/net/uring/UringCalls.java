package serverbench.net.uring;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import serverbench.net.Errno;
import serverbench.net.NativeCall;
import serverbench.net.NativeIoException;

/** The three system calls of io_uring through syscall(2), and mmap(2) for its rings. */
final class UringCalls {

  private static final int PROT_READ_WRITE = 0x3;
  private static final int MAP_SHARED = 0x1;
  private static final int MAP_POPULATE = 0x8000;

  private static final MethodHandle SETUP =
      NativeCall.variadicWithErrno("syscall", 1, FunctionDescriptor.of(LONG, LONG, INT, LONG));
  private static final MethodHandle ENTER =
      NativeCall.variadicWithErrno(
          "syscall", 1, FunctionDescriptor.of(LONG, LONG, INT, INT, INT, INT, LONG, LONG));
  private static final MethodHandle REGISTER =
      NativeCall.variadicWithErrno(
          "syscall", 1, FunctionDescriptor.of(LONG, LONG, INT, INT, LONG, INT));
  private static final MethodHandle MMAP =
      NativeCall.withErrno("mmap", FunctionDescriptor.of(LONG, LONG, LONG, INT, INT, INT, LONG));
  private static final MethodHandle MUNMAP =
      NativeCall.withErrno("munmap", FunctionDescriptor.of(INT, LONG, LONG));

  private UringCalls() {}

  static int setup(int entries, MemorySegment params) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (long) SETUP.invokeExact(state, UringAbi.SYS_IO_URING_SETUP, entries, params.address()),
          state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  static int enter(
      int ring, int toSubmit, int minComplete, int flags, long argument, long argumentBytes) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (long)
              ENTER.invokeExact(
                  state,
                  UringAbi.SYS_IO_URING_ENTER,
                  ring,
                  toSubmit,
                  minComplete,
                  flags,
                  argument,
                  argumentBytes),
          state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  static int register(int ring, int operation, MemorySegment argument, int count) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (long)
              REGISTER.invokeExact(
                  state,
                  UringAbi.SYS_IO_URING_REGISTER,
                  ring,
                  operation,
                  argument.address(),
                  count),
          state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /** Maps a part of the ring; ends when {@link #unmap} is called for it. */
  static MemorySegment map(int ring, long offset, long bytes) throws NativeIoException {
    MemorySegment state = NativeCall.state();
    long address;
    try {
      address =
          (long)
              MMAP.invokeExact(
                  state, 0L, bytes, PROT_READ_WRITE, MAP_SHARED | MAP_POPULATE, ring, offset);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    if (address == -1) {
      throw Errno.failure("mmap", NativeCall.result(-1, state));
    }
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }

  static void unmap(MemorySegment mapped) {
    MemorySegment state = NativeCall.state();
    int result;
    try {
      result =
          NativeCall.result(
              (int) MUNMAP.invokeExact(state, mapped.address(), mapped.byteSize()), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    if (result < 0) {
      throw new IllegalStateException(Errno.failure("munmap", result));
    }
  }
}
