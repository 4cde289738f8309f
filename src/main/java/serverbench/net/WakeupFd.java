package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A descriptor that becomes readable when another thread wants an event loop to return: an
 * eventfd(2), which adds up signals until it is read, or where there is none a pipe(2).
 */
public final class WakeupFd implements AutoCloseable {

  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;

  /** An eventfd takes and gives exactly this many; of a pipe it is one signal. */
  private static final int SIGNAL_BYTES = 8;

  /** A reset takes at most so many signals out of a pipe; the next turn takes the others. */
  private static final int RESET_BYTES = 1024;

  private static final MethodHandle WRITE =
      NativeCall.withErrno("write", FunctionDescriptor.of(LONG, INT, LONG, LONG));
  private static final MethodHandle READ =
      NativeCall.withErrno("read", FunctionDescriptor.of(LONG, INT, LONG, LONG));

  private final int fd;
  private final int signalFd;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1L);
  private final MemorySegment taken = arena.allocate(RESET_BYTES, SIGNAL_BYTES);

  /** Of the thread that signals, which has the lock; any of thousands of virtual threads may. */
  private final MemorySegment signalState = NativeCall.newState(arena);

  /** Of the thread that resets. */
  private final MemorySegment resetState = NativeCall.newState(arena);

  private boolean open = true;

  private WakeupFd(int fd, int signalFd) {
    this.fd = fd;
    this.signalFd = signalFd;
  }

  public static WakeupFd open() throws NativeIoException {
    return Platform.CURRENT.isLinux() ? eventFd() : pipe();
  }

  private static WakeupFd eventFd() throws NativeIoException {
    MethodHandle eventfd = NativeCall.withErrno("eventfd", FunctionDescriptor.of(INT, INT, INT));
    MemorySegment state = NativeCall.state();
    int fd;
    try {
      fd =
          NativeCall.result((int) eventfd.invokeExact(state, 0, EFD_CLOEXEC | EFD_NONBLOCK), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    Errno.check("eventfd", fd);
    return new WakeupFd(fd, fd);
  }

  static WakeupFd pipe() throws NativeIoException {
    MethodHandle pipe = NativeCall.withErrno("pipe", FunctionDescriptor.of(INT, LONG));
    MemorySegment state = NativeCall.state();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
      int result;
      try {
        result = NativeCall.result((int) pipe.invokeExact(state, ends.address()), state);
      } catch (Throwable e) {
        throw NativeCall.unexpected(e);
      }
      Errno.check("pipe", result);
      WakeupFd made =
          new WakeupFd(
              ends.getAtIndex(ValueLayout.JAVA_INT, 0), ends.getAtIndex(ValueLayout.JAVA_INT, 1));
      for (int end : new int[] {made.fd, made.signalFd}) {
        Errno.check("fcntl", Sockets.setNonBlocking(end));
        Errno.check("fcntl", Sockets.setCloseOnExec(end));
      }
      return made;
    }
  }

  /** The descriptor to watch for reading. */
  public int fd() {
    return fd;
  }

  /**
   * Makes the descriptor readable. Any thread; synchronized against close, whose number may be
   * reused.
   */
  public synchronized void signal() {
    if (open) {
      transfer(WRITE, signalState, signalFd, one.address(), SIGNAL_BYTES);
    }
  }

  /** Makes it unreadable again. One thread, the one that waits. */
  public void reset() {
    transfer(READ, resetState, fd, taken.address(), RESET_BYTES);
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      Sockets.close(fd);
      if (signalFd != fd) {
        Sockets.close(signalFd);
      }
      arena.close();
    }
  }

  private static void transfer(
      MethodHandle call, MemorySegment state, int fd, long address, long bytes) {
    int result;
    try {
      result = NativeCall.result((long) call.invokeExact(state, fd, address, bytes), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    // EAGAIN: full (it is readable then) or empty (somebody reset it): both are what we want.
    if (result < 0 && result != -Errno.EAGAIN) {
      throw new IllegalStateException(Errno.failure("wake-up", result));
    }
  }
}
