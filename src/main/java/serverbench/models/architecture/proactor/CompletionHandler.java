package serverbench.models.architecture.proactor;

import java.io.IOException;

/**
 * What happens once an operation is done. The proactor's thread calls it, once for each operation
 * (a multishot one: each time it completes); it must not block.
 */
@FunctionalInterface
interface CompletionHandler {

  /**
   * The operation has completed.
   *
   * @param result what the system call would have returned, or the negated errno
   * @param flags of the completion, for {@link AsynchronousOperationProcessor}
   * @param nowNanos time of the present turn
   */
  void completed(int result, int flags, long nowNanos) throws IOException;
}
