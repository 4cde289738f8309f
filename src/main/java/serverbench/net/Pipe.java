package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A pipe(7) whose two ends are closed one by one: each side of a spawned process keeps its own.
 * Neither end blocks here, and neither is inherited unless it is handed on by name. A message of up
 * to 4096 bytes (PIPE_BUF) is written whole or not at all. Thread-safe.
 */
public final class Pipe implements AutoCloseable {

  private static final int O_CLOEXEC = 0x80000;
  private static final int CLOSED = -1;

  private static final MethodHandle PIPE2 =
      NativeCall.withErrno("pipe2", FunctionDescriptor.of(INT, LONG, INT));
  private static final MethodHandle READ =
      NativeCall.withErrno("read", FunctionDescriptor.of(LONG, INT, LONG, LONG));
  private static final MethodHandle WRITE =
      NativeCall.withErrno("write", FunctionDescriptor.of(LONG, INT, LONG, LONG));

  private int readEnd;
  private int writeEnd;

  private Pipe(int readEnd, int writeEnd) {
    this.readEnd = readEnd;
    this.writeEnd = writeEnd;
  }

  public static Pipe open() throws NativeIoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
      MemorySegment state = NativeCall.state();
      int result;
      try {
        result =
            NativeCall.result(
                (int)
                    PIPE2.invokeExact(
                        state, ends.address(), O_CLOEXEC | Platform.CURRENT.oNonBlock),
                state);
      } catch (Throwable e) {
        throw NativeCall.unexpected(e);
      }
      Errno.check("pipe2", result);
      return new Pipe(
          ends.getAtIndex(ValueLayout.JAVA_INT, 0), ends.getAtIndex(ValueLayout.JAVA_INT, 1));
    }
  }

  public synchronized int readEnd() {
    return readEnd;
  }

  public synchronized int writeEnd() {
    return writeEnd;
  }

  /**
   * read(2).
   *
   * @return how many bytes, 0 when nobody can write any more, or the negated errno: EAGAIN when
   *     there is nothing now, EBADF after {@link #closeReadEnd}
   */
  public synchronized int read(MemorySegment into) {
    return readEnd == CLOSED ? -Errno.EBADF : transfer(READ, readEnd, into);
  }

  /**
   * write(2).
   *
   * @return how many bytes, or the negated errno: EAGAIN when the pipe is full, EPIPE when nobody
   *     can read any more, EBADF after {@link #closeWriteEnd}
   */
  public synchronized int write(MemorySegment from) {
    return writeEnd == CLOSED ? -Errno.EBADF : transfer(WRITE, writeEnd, from);
  }

  /** Closes this process's read end; the second call does nothing. */
  public synchronized void closeReadEnd() {
    if (readEnd != CLOSED) {
      Sockets.close(readEnd);
      readEnd = CLOSED;
    }
  }

  /** Closes this process's write end: a reader sees the end of the stream. */
  public synchronized void closeWriteEnd() {
    if (writeEnd != CLOSED) {
      Sockets.close(writeEnd);
      writeEnd = CLOSED;
    }
  }

  @Override
  public void close() {
    closeReadEnd();
    closeWriteEnd();
  }

  private static int transfer(MethodHandle call, int fd, MemorySegment bytes) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (long) call.invokeExact(state, fd, bytes.address(), bytes.byteSize()), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }
}
