package serverbench.net.kqueue;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import serverbench.net.Errno;
import serverbench.net.NativeCall;
import serverbench.net.NativeIoException;
import serverbench.net.Sockets;
import serverbench.net.Timeout;

/** timerfd_create(2): a descriptor that is readable once its time has come. */
final class TimerFd implements AutoCloseable {

  private static final int CLOCK_MONOTONIC = 1;
  private static final int TFD_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private static final MethodHandle CREATE =
      NativeCall.withErrno("timerfd_create", FunctionDescriptor.of(INT, INT, INT));
  private static final MethodHandle SETTIME =
      NativeCall.withErrno("timerfd_settime", FunctionDescriptor.of(INT, INT, INT, LONG, LONG));
  private static final MethodHandle READ =
      NativeCall.withErrno("read", FunctionDescriptor.of(LONG, INT, LONG, LONG));

  private final int fd;

  private TimerFd(int fd) {
    this.fd = fd;
  }

  static TimerFd open() throws NativeIoException {
    MemorySegment state = NativeCall.state();
    int fd;
    try {
      fd =
          NativeCall.result(
              (int) CREATE.invokeExact(state, CLOCK_MONOTONIC, TFD_NONBLOCK_CLOEXEC), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    return new TimerFd(Errno.check("timerfd_create", fd));
  }

  int fd() {
    return fd;
  }

  /**
   * Starts it, anew if it runs.
   *
   * @param periodMillis time between the first and the next expiry; 0 for none after the first
   * @return 0 or the negated errno
   */
  int start(long delayMillis, long periodMillis) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment itimerspec = arena.allocate(2 * Timeout.STRUCT_BYTES, 8);
      Timeout.timespec(itimerspec.asSlice(0, Timeout.STRUCT_BYTES), periodMillis * NANOS_PER_MILLI);
      // A value of zero would stop the timer instead of letting it expire at once.
      Timeout.timespec(
          itimerspec.asSlice(Timeout.STRUCT_BYTES), Math.max(1, delayMillis * NANOS_PER_MILLI));
      MemorySegment state = NativeCall.state();
      return NativeCall.result(
          (int) SETTIME.invokeExact(state, fd, 0, itimerspec.address(), 0L), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /** How often it has expired since it was asked last; 0 when it has not. */
  long expirations() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
      MemorySegment state = NativeCall.state();
      int bytes =
          NativeCall.result(
              (long) READ.invokeExact(state, fd, count.address(), count.byteSize()), state);
      return bytes < 0 ? 0 : count.get(ValueLayout.JAVA_LONG, 0);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  @Override
  public void close() {
    Sockets.close(fd);
  }
}
