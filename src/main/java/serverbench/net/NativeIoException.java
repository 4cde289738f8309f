package serverbench.net;

import java.io.IOException;

/** A system call failed. */
public final class NativeIoException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int errno;

  NativeIoException(String call, int negatedErrno) {
    super(call + ": " + Errno.message(negatedErrno));
    this.errno = -negatedErrno;
  }

  /** The positive error number, to compare with the constants of {@link Errno}. */
  public int errno() {
    return errno;
  }
}
