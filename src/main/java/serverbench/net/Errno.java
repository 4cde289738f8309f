package serverbench.net;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Set;

/**
 * Error numbers as the calls of this package return them: negated, as io_uring does. A caller tests
 * for the benign ones by name and turns all others into an exception here.
 */
public final class Errno {

  private static final boolean LINUX = Platform.CURRENT != Platform.MACOS;

  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int EBADF = 9;
  public static final int EAGAIN = LINUX ? 11 : 35;
  public static final int ENOMEM = 12;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int EPIPE = 32;
  public static final int ENOSYS = LINUX ? 38 : 78;
  public static final int ETIME = LINUX ? 62 : 101;
  public static final int EADDRINUSE = LINUX ? 98 : 48;
  public static final int ECONNABORTED = LINUX ? 103 : 53;
  public static final int ECONNRESET = LINUX ? 104 : 54;
  public static final int ENOBUFS = LINUX ? 105 : 55;
  public static final int ENOTCONN = LINUX ? 107 : 57;
  public static final int EALREADY = LINUX ? 114 : 37;
  public static final int ECANCELED = LINUX ? 125 : 89;

  /**
   * What Linux hands on from a new socket as the result of accept: ENONET, EPROTO, ENOPROTOOPT,
   * EOPNOTSUPP, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH, as numbered there. macOS does not.
   */
  private static final Set<Integer> PENDING_ON_NEW_SOCKET =
      LINUX ? Set.of(64, 71, 92, 95, 100, 101, 112, 113) : Set.of();

  private static final MethodHandle STRERROR =
      NativeCall.withoutErrno(
          "strerror", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

  private Errno() {}

  /** The C library's text for an error number, given as it was returned: negative. */
  public static String message(int negatedErrno) {
    try {
      // strerror keeps the text in a static buffer only for unknown numbers; known ones are
      // constant.
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(-negatedErrno);
      return text.reinterpret(256).getString(0) + " (errno " + -negatedErrno + ")";
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /** An exception that says which call failed and why. */
  public static NativeIoException failure(String call, int negatedErrno) {
    return new NativeIoException(call, negatedErrno);
  }

  /** Returns the result, or throws when it is a negated error number. */
  public static int check(String call, int result) throws NativeIoException {
    if (result < 0) {
      throw failure(call, result);
    }
    return result;
  }

  /** Whether a call failed for want of descriptors or memory: waiting helps, retrying does not. */
  public static boolean isExhausted(int negatedErrno) {
    int errno = -negatedErrno;
    return errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
  }

  /**
   * Whether accept(2) failed because of the one connection that it would have returned, or was
   * interrupted: to be called again at once. Linux passes network errors that are pending on the
   * new socket, to be treated "like EAGAIN by retrying" (accept(2), Error handling).
   */
  public static boolean isTransientAccept(int negatedErrno) {
    return negatedErrno == -EINTR
        || isPeerGone(negatedErrno)
        || PENDING_ON_NEW_SOCKET.contains(-negatedErrno);
  }

  /**
   * Whether accept(2) failed for a reason that the next call would meet as well, but that may pass:
   * exhausted, or forbidden by rules of the host (EPERM), which leave the connection where it is.
   */
  public static boolean isHinderedAccept(int negatedErrno) {
    return isExhausted(negatedErrno) || negatedErrno == -EPERM;
  }

  /** Whether the peer ended the connection in a way that is no fault of ours. */
  public static boolean isPeerGone(int negatedErrno) {
    int errno = -negatedErrno;
    return errno == ECONNRESET || errno == EPIPE || errno == ECONNABORTED || errno == ENOTCONN;
  }
}
