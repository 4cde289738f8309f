package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A descriptor that becomes readable when another thread wants a {@link Poller} to return: an
 * eventfd(2), which adds up signals until it is read.
 */
final class WakeupFd implements AutoCloseable {

  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;

  private static final MethodHandle EVENTFD =
      NativeCall.withErrno("eventfd", FunctionDescriptor.of(INT, INT, INT));
  private static final MethodHandle WRITE =
      NativeCall.withErrno("write", FunctionDescriptor.of(LONG, INT, LONG, LONG));
  private static final MethodHandle READ =
      NativeCall.withErrno("read", FunctionDescriptor.of(LONG, INT, LONG, LONG));

  private final int fd;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1L);
  private final MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
  private boolean open = true;

  private WakeupFd(int fd) {
    this.fd = fd;
  }

  static WakeupFd open() throws NativeIoException {
    MemorySegment state = NativeCall.state();
    int fd;
    try {
      fd =
          NativeCall.result((int) EVENTFD.invokeExact(state, 0, EFD_CLOEXEC | EFD_NONBLOCK), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    return new WakeupFd(Errno.check("eventfd", fd));
  }

  int fd() {
    return fd;
  }

  /**
   * Makes the descriptor readable. Any thread; synchronized against close, whose number may be
   * reused.
   */
  synchronized void signal() {
    if (open) {
      transfer(WRITE, one);
    }
  }

  /** Makes it unreadable again. */
  void reset() {
    transfer(READ, count);
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      Sockets.close(fd);
      arena.close();
    }
  }

  private void transfer(MethodHandle call, MemorySegment value) {
    MemorySegment state = NativeCall.state();
    int result;
    try {
      result =
          NativeCall.result(
              (long) call.invokeExact(state, fd, value.address(), value.byteSize()), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    // EAGAIN: the counter is full (it is readable then) or empty (somebody reset it): both are what
    // we want.
    if (result < 0 && result != -Errno.EAGAIN) {
      throw new IllegalStateException(Errno.failure("eventfd", result));
    }
  }
}
