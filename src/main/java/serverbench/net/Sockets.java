package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * System calls on connected sockets (socket(7), tcp(7)). A socket is its file descriptor. Each call
 * returns what the kernel returned, or the negated errno; none throws for what a peer did.
 */
public final class Sockets {

  /** How much of a connection {@link #shutdown} ends. */
  public static final int SHUT_RD = 0;

  public static final int SHUT_WR = 1;
  public static final int SHUT_RDWR = 2;

  private static final MethodHandle RECV =
      NativeCall.withErrno("recv", FunctionDescriptor.of(LONG, INT, LONG, LONG, INT));
  private static final MethodHandle SEND =
      NativeCall.withErrno("send", FunctionDescriptor.of(LONG, INT, LONG, LONG, INT));
  private static final MethodHandle SHUTDOWN =
      NativeCall.withErrno("shutdown", FunctionDescriptor.of(INT, INT, INT));
  private static final MethodHandle CLOSE =
      NativeCall.withErrno("close", FunctionDescriptor.of(INT, INT));
  private static final MethodHandle SETSOCKOPT =
      NativeCall.withErrno("setsockopt", FunctionDescriptor.of(INT, INT, INT, INT, LONG, INT));
  private static final MethodHandle FCNTL =
      NativeCall.variadicWithErrno("fcntl", 2, FunctionDescriptor.of(INT, INT, INT, INT));

  private static final MethodHandle GETSOCKOPT =
      NativeCall.withErrno("getsockopt", FunctionDescriptor.of(INT, INT, INT, INT, LONG, LONG));
  private static final MethodHandle IOCTL =
      NativeCall.variadicWithErrno("ioctl", 2, FunctionDescriptor.of(INT, INT, LONG, LONG));

  private static final int SIOCOUTQ = 0x5411;

  private Sockets() {}

  /**
   * recv(2).
   *
   * @return bytes received, 0 at the end of the stream, or the negated errno
   */
  public static int receive(int socket, long address, int bytes) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (long) RECV.invokeExact(state, socket, address, (long) bytes, 0), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /**
   * send(2) without SIGPIPE.
   *
   * @return bytes sent, possibly fewer than asked, or the negated errno
   */
  public static int send(int socket, long address, int bytes) {
    MemorySegment state = NativeCall.state();
    int flags = Platform.CURRENT.msgNoSignal;
    try {
      return NativeCall.result(
          (long) SEND.invokeExact(state, socket, address, (long) bytes, flags), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /**
   * shutdown(2): wakes a thread that blocks in a call on this socket, which close(2) does not.
   *
   * @param how {@link #SHUT_RD}, {@link #SHUT_WR} or {@link #SHUT_RDWR}
   */
  public static int shutdown(int socket, int how) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result((int) SHUTDOWN.invokeExact(state, socket, how), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /**
   * close(2).
   *
   * @throws IllegalStateException for a descriptor that is not open: somebody closed it twice, and
   *     the second time it may have been somebody else's
   */
  public static void close(int fd) {
    MemorySegment state = NativeCall.state();
    int result;
    try {
      result = NativeCall.result((int) CLOSE.invokeExact(state, fd), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    // Linux releases the descriptor whatever else close reports (close(2), notes), so that is no
    // failure.
    if (result == -Errno.EBADF) {
      throw new IllegalStateException("close of a descriptor that is not open: " + fd);
    }
  }

  /**
   * FIONREAD: how many bytes can be received without waiting.
   *
   * @return that number, 1 for a listening socket, or the negated errno
   */
  public static int readable(int socket) {
    int bytes = queued(socket, Platform.CURRENT.fionRead);
    // tcp(7): the call makes no sense for a listening socket, which has a connection if it is
    // ready.
    return bytes == -Errno.EINVAL ? 1 : bytes;
  }

  /** How many bytes the send buffer (SO_SNDBUF) takes; or the negated errno. Linux only. */
  public static int writable(int socket) {
    int unsent = queued(socket, SIOCOUTQ);
    int room = unsent < 0 ? unsent : getIntOption(socket, Platform.CURRENT.soSendBuffer);
    return room < 0 ? room : Math.max(0, room - unsent);
  }

  /** SO_RCVTIMEO: a blocking receive or accept returns EAGAIN after this time; 0 waits for ever. */
  public static int setReceiveTimeout(int socket, long nanos) {
    return setTimeout(socket, Platform.CURRENT.soReceiveTimeout, nanos);
  }

  /** SO_SNDTIMEO: a blocking send returns EAGAIN (or what it sent so far) after this time. */
  public static int setSendTimeout(int socket, long nanos) {
    return setTimeout(socket, Platform.CURRENT.soSendTimeout, nanos);
  }

  static int setIntOption(int socket, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_INT, value);
      return setOption(socket, level, option, memory);
    }
  }

  /** O_NONBLOCK, for kernels whose accept does not set it. */
  static int setNonBlocking(int fd) {
    int flags = fcntl(fd, Platform.CURRENT.fGetFl, 0);
    return flags < 0
        ? flags
        : fcntl(fd, Platform.CURRENT.fSetFl, flags | Platform.CURRENT.oNonBlock);
  }

  /**
   * F_DUPFD_CLOEXEC: a copy of the descriptor with the lowest free number from the given one on.
   */
  static int duplicateFrom(int fd, int lowest) {
    return fcntl(fd, Platform.CURRENT.fDupFdCloseOnExec, lowest);
  }

  static int setCloseOnExec(int fd) {
    return fcntl(fd, Platform.CURRENT.fSetFd, Platform.CURRENT.fdCloseOnExec);
  }

  private static int setTimeout(int socket, int option, long nanos) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timeval = arena.allocate(Timeout.STRUCT_BYTES, 8);
      // Rounded up: a zero timeval would mean no timeout at all.
      Timeout.timeval(timeval, nanos);
      return setOption(socket, Platform.CURRENT.solSocket, option, timeval);
    }
  }

  private static int setOption(int socket, int level, int option, MemorySegment value) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (int)
              SETSOCKOPT.invokeExact(
                  state, socket, level, option, value.address(), (int) value.byteSize()),
          state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int queued(int socket, long request) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment state = NativeCall.state();
      int result =
          NativeCall.result(
              (int) IOCTL.invokeExact(state, socket, request, bytes.address()), state);
      return result < 0 ? result : bytes.get(ValueLayout.JAVA_INT, 0);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int getIntOption(int socket, int option) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, Integer.BYTES);
      MemorySegment state = NativeCall.state();
      int result =
          NativeCall.result(
              (int)
                  GETSOCKOPT.invokeExact(
                      state,
                      socket,
                      Platform.CURRENT.solSocket,
                      option,
                      value.address(),
                      length.address()),
              state);
      return result < 0 ? result : value.get(ValueLayout.JAVA_INT, 0);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int fcntl(int fd, int command, int argument) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result((int) FCNTL.invokeExact(state, fd, command, argument), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }
}
