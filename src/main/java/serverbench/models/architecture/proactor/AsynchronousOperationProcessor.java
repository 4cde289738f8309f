package serverbench.models.architecture.proactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import serverbench.net.Platform;
import serverbench.net.uring.CompletionQueue;
import serverbench.net.uring.IoUring;
import serverbench.net.uring.ProvidedBuffers;
import serverbench.net.uring.SubmissionQueue;

/**
 * Carries operations out while the server does something else, which here the kernel does: each is
 * put into the submission queue together with the handler that is to know of its completion.
 *
 * <p>An operation is a number: the place of its handler in a table, which the kernel hands back
 * with the completion. Closed only once {@link #inFlight} is 0: until then the kernel may write to
 * the operations' memory.
 */
final class AsynchronousOperationProcessor implements AutoCloseable {

  private static final int SUBMISSION_ENTRIES = 1024;
  private static final int COMPLETION_ENTRIES = 4096;
  private static final short BUFFER_GROUP = 0;

  /**
   * Few and small, so that they stay in the cache; without a free one a connection's own serves.
   */
  private static final int BUFFERS = 256;

  private static final int BUFFER_BYTES = 4096;

  /** The operation that cancels: nobody waits for it, so all of them share a number. */
  private static final int CANCELLATION = 0;

  /** An operation that does not exist. */
  static final int NONE = -1;

  private final IoUring ring;
  private final SubmissionQueue submissions;
  private final CompletionQueue completions;
  private final ProvidedBuffers buffers;

  /** By operation. */
  private CompletionHandler[] handlers = new CompletionHandler[256];

  /** Numbers that are free, as a stack. */
  private int[] free = new int[handlers.length];

  private int freeCount;

  AsynchronousOperationProcessor() throws IOException {
    ring = IoUring.open(SUBMISSION_ENTRIES, COMPLETION_ENTRIES);
    submissions = ring.submissions();
    completions = ring.completions();
    try {
      buffers = ring.provideBuffers(BUFFER_GROUP, BUFFERS, BUFFER_BYTES);
    } catch (IOException e) {
      ring.close();
      throw e;
    }
    freeFrom(CANCELLATION + 1);
  }

  /** Makes the calling thread the one that initiates operations and gets their completions. */
  void own() throws IOException {
    ring.enable();
  }

  /** Accepts connections until it is cancelled: each completes with a socket. */
  int acceptEach(int listener, CompletionHandler handler) throws IOException {
    int operation = begin(handler);
    submissions.acceptMultishot(listener, operation);
    return operation;
  }

  /** Accepts one connection. */
  int acceptOne(int listener, CompletionHandler handler) throws IOException {
    int operation = begin(handler);
    submissions.accept(listener, operation);
    return operation;
  }

  /** Receives into one of the kernel's buffers; the handler has to {@link #take} the bytes. */
  int receive(int socket, CompletionHandler handler) throws IOException {
    int operation = begin(handler);
    submissions.receive(socket, buffers, operation);
    return operation;
  }

  /** Receives into the caller's memory. */
  int receive(int socket, long address, int bytes, CompletionHandler handler) throws IOException {
    int operation = begin(handler);
    submissions.receive(socket, address, bytes, operation);
    return operation;
  }

  int send(int socket, long address, int bytes, CompletionHandler handler) throws IOException {
    int operation = begin(handler);
    submissions.send(socket, address, bytes, Platform.CURRENT.msgNoSignal, operation);
    return operation;
  }

  int shutdown(int socket, int how, CompletionHandler handler) throws IOException {
    int operation = begin(handler);
    submissions.shutdown(socket, how, operation);
    return operation;
  }

  int close(int fd, CompletionHandler handler) throws IOException {
    int operation = begin(handler);
    submissions.close(fd, operation);
    return operation;
  }

  int read(int fd, long address, int bytes, CompletionHandler handler) throws IOException {
    int operation = begin(handler);
    submissions.read(fd, address, bytes, operation);
    return operation;
  }

  /** Makes an operation complete soon: with ECANCELED, unless it is just completing as ever. */
  void cancel(int operation) throws IOException {
    ensureRoom();
    submissions.cancel(operation, CANCELLATION);
  }

  /** How many operations have a completion to come. */
  int inFlight() {
    return handlers.length - 1 - freeCount;
  }

  /**
   * Initiates what was asked for since the last call and blocks until something is done or the time
   * is over: the one system call of a turn.
   *
   * @return how many completions there are
   */
  int await(long timeoutNanos) throws IOException {
    ring.submitAndWait(timeoutNanos);
    return completions.available();
  }

  /** Initiates what was asked for since the last call, without waiting for anything. */
  void initiate() throws IOException {
    ring.submit();
  }

  /** Calls the handler of the completion at this index. */
  void dispatch(int index, long nowNanos) throws IOException {
    int operation = (int) completions.userData(index);
    if (operation == CANCELLATION) {
      // Its target tells how it went.
      return;
    }
    int flags = completions.flags(index);
    CompletionHandler handler = handlers[operation];
    if (!CompletionQueue.hasMore(flags)) {
      handlers[operation] = null;
      free[freeCount++] = operation;
    }
    handler.completed(completions.result(index), flags, nowNanos);
  }

  /** All completions of the turn are dispatched. */
  void release(int count) {
    completions.release(count);
  }

  /** Whether the operation will complete again. */
  static boolean goesOn(int flags) {
    return CompletionQueue.hasMore(flags);
  }

  /** Copies what was received into a kernel's buffer to the target, and gives the buffer back. */
  void take(int bytes, int flags, ByteBuffer target) {
    buffers.take(CompletionQueue.buffer(flags), bytes, target);
  }

  /** Whether the bytes are in a kernel's buffer. */
  static boolean isInBuffer(int flags) {
    return CompletionQueue.hasBuffer(flags);
  }

  /** Gives the buffer of a completion back that brought no bytes. */
  void giveBack(int flags) {
    buffers.giveBack(CompletionQueue.buffer(flags));
  }

  @Override
  public void close() {
    ring.close();
  }

  private int begin(CompletionHandler handler) throws IOException {
    ensureRoom();
    if (freeCount == 0) {
      int known = handlers.length;
      handlers = Arrays.copyOf(handlers, 2 * known);
      free = new int[handlers.length];
      freeFrom(known);
    }
    int operation = free[--freeCount];
    handlers[operation] = handler;
    return operation;
  }

  private void freeFrom(int first) {
    for (int operation = handlers.length - 1; operation >= first; operation--) {
      free[freeCount++] = operation;
    }
  }

  private void ensureRoom() throws IOException {
    if (submissions.isFull()) {
      ring.submit();
    }
  }
}
