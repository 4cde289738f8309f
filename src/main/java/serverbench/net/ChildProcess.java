package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A process that {@link Spawn} made. Until {@link #await} has taken its exit status the kernel
 * keeps its number for it (a zombie when it has ended), so a signal cannot reach anybody else.
 */
public final class ChildProcess {

  private static final int SIGKILL = 9;
  private static final int WAIT_UNTIL_IT_ENDS = 0;

  private static final MethodHandle WAITPID =
      NativeCall.withErrno("waitpid", FunctionDescriptor.of(INT, INT, LONG, INT));
  private static final MethodHandle KILL =
      NativeCall.withErrno("kill", FunctionDescriptor.of(INT, INT, INT));

  /**
   * How a process ended (wait(2)).
   *
   * @param code exit status, 0 when a signal ended it
   * @param signal the signal that ended it, or 0
   */
  public record Exit(int code, int signal) {

    private static Exit of(int status) {
      return new Exit(status >> 8 & 0xff, status & 0x7f);
    }

    @Override
    public String toString() {
      return signal == 0 ? "exit status " + code : "signal " + signal;
    }
  }

  private final int pid;
  private final Object reaping = new Object();
  private Exit exit;

  ChildProcess(int pid) {
    this.pid = pid;
  }

  public int pid() {
    return pid;
  }

  /** SIGKILL, unless its end has been taken note of. Any thread. */
  public void kill() throws NativeIoException {
    synchronized (reaping) {
      if (exit != null) {
        return;
      }
      MemorySegment state = NativeCall.state();
      int result;
      try {
        result = NativeCall.result((int) KILL.invokeExact(state, pid, SIGKILL), state);
      } catch (Throwable e) {
        throw NativeCall.unexpected(e);
      }
      Errno.check("kill", result);
    }
  }

  /**
   * waitpid(2): waits for its end and releases what the kernel keeps of it. To be called when it is
   * known to be ending; holds up {@link #kill}.
   */
  public Exit await() throws NativeIoException {
    synchronized (reaping) {
      if (exit == null) {
        exit = reap();
      }
      return exit;
    }
  }

  private Exit reap() throws NativeIoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
      int result = -Errno.EINTR;
      while (result == -Errno.EINTR) {
        MemorySegment state = NativeCall.state();
        try {
          result =
              NativeCall.result(
                  (int) WAITPID.invokeExact(state, pid, status.address(), WAIT_UNTIL_IT_ENDS),
                  state);
        } catch (Throwable e) {
          throw NativeCall.unexpected(e);
        }
      }
      Errno.check("waitpid", result);
      return Exit.of(status.get(ValueLayout.JAVA_INT, 0));
    }
  }
}
