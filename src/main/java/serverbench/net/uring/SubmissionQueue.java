package serverbench.net.uring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The ring of operations that the kernel is asked for. Filling an entry asks for nothing yet: the
 * next {@link IoUring#submit} or {@link IoUring#submitAndWait} does, for all of them.
 *
 * <pre>
 *   kernel's head ====== submitted, not taken ====== published ------ filled ------ tail
 * </pre>
 *
 * <p>Each operation carries a number of the caller's (user data), which comes back with its
 * completion. Memory that an operation names belongs to the kernel until it completes. The thread
 * that owns the ring. No method may be called while {@link #isFull}.
 */
public final class SubmissionQueue {

  private static final VarHandle INDEX = JAVA_INT.varHandle();

  private final MemorySegment ring;
  private final MemorySegment entries;
  private final int headOffset;
  private final int tailOffset;
  private final int capacity;
  private int tail;

  SubmissionQueue(MemorySegment ring, MemorySegment entries, MemorySegment params) {
    this.ring = ring;
    this.entries = entries;
    this.headOffset = params.get(JAVA_INT, UringAbi.SQ_HEAD);
    this.tailOffset = params.get(JAVA_INT, UringAbi.SQ_TAIL);
    this.capacity = params.get(JAVA_INT, UringAbi.PARAMS_SQ_ENTRIES);
    int array = params.get(JAVA_INT, UringAbi.SQ_ARRAY);
    for (int i = 0; i < capacity; i++) {
      // The ring holds indices of entries; ours are used in order, so each names itself for good.
      ring.set(JAVA_INT, array + (long) i * Integer.BYTES, i);
    }
  }

  /** Whether every entry is filled and none submitted. */
  public boolean isFull() {
    return tail - head() == capacity;
  }

  /** accept(2), again and again until it fails or is cancelled; sockets are close-on-exec. */
  public void acceptMultishot(int listener, long userData) {
    long entry = next(UringAbi.OP_ACCEPT, listener, 0, 0, UringAbi.SOCK_CLOEXEC, userData);
    entries.set(JAVA_SHORT, entry + UringAbi.SQE_IOPRIO, UringAbi.ACCEPT_MULTISHOT);
  }

  /** accept(2), once. */
  public void accept(int listener, long userData) {
    next(UringAbi.OP_ACCEPT, listener, 0, 0, UringAbi.SOCK_CLOEXEC, userData);
  }

  /** recv(2) into a buffer of the group, which the kernel takes when there are bytes for it. */
  public void receive(int socket, ProvidedBuffers buffers, long userData) {
    long entry = next(UringAbi.OP_RECV, socket, 0, 0, 0, userData);
    entries.set(JAVA_BYTE, entry + UringAbi.SQE_FLAGS, UringAbi.SQE_BUFFER_SELECT);
    entries.set(JAVA_SHORT, entry + UringAbi.SQE_BUF_GROUP, buffers.group());
  }

  /** recv(2) into the caller's memory. */
  public void receive(int socket, long address, int bytes, long userData) {
    next(UringAbi.OP_RECV, socket, address, bytes, 0, userData);
  }

  /**
   * send(2).
   *
   * @param flags MSG_* of the platform
   */
  public void send(int socket, long address, int bytes, int flags, long userData) {
    next(UringAbi.OP_SEND, socket, address, bytes, flags, userData);
  }

  /** shutdown(2); the kernel does it on a thread of its own. */
  public void shutdown(int socket, int how, long userData) {
    next(UringAbi.OP_SHUTDOWN, socket, 0, how, 0, userData);
  }

  /** close(2). */
  public void close(int fd, long userData) {
    next(UringAbi.OP_CLOSE, fd, 0, 0, 0, userData);
  }

  /** read(2) of a descriptor without a position. */
  public void read(int fd, long address, int bytes, long userData) {
    next(UringAbi.OP_READ, fd, address, bytes, 0, userData);
  }

  /** Cancels the operation that carries this number; it completes with ECANCELED, or as ever. */
  public void cancel(long cancelled, long userData) {
    next(UringAbi.OP_ASYNC_CANCEL, -1, cancelled, 0, 0, userData);
  }

  /** Makes what was filled visible to the kernel; how many entries it has not taken yet. */
  int publish() {
    INDEX.setRelease(ring, (long) tailOffset, tail);
    return tail - head();
  }

  private int head() {
    return (int) INDEX.getAcquire(ring, (long) headOffset);
  }

  private long next(
      byte operation, int fd, long address, int length, int operationFlags, long userData) {
    if (isFull()) {
      throw new IllegalStateException("the submission queue is full");
    }
    long entry = (long) (tail & capacity - 1) * UringAbi.SQE_BYTES;
    tail++;
    // Opcode, and with it the flags and ioprio, which some operations set afterwards.
    entries.set(JAVA_INT, entry, operation);
    entries.set(JAVA_INT, entry + UringAbi.SQE_FD, fd);
    entries.set(JAVA_LONG, entry + UringAbi.SQE_OFFSET, 0);
    entries.set(JAVA_LONG, entry + UringAbi.SQE_ADDRESS, address);
    entries.set(JAVA_INT, entry + UringAbi.SQE_LENGTH, length);
    entries.set(JAVA_INT, entry + UringAbi.SQE_OP_FLAGS, operationFlags);
    entries.set(JAVA_LONG, entry + UringAbi.SQE_USER_DATA, userData);
    entries.set(JAVA_LONG, entry + UringAbi.SQE_BUF_GROUP, 0);
    entries.set(JAVA_LONG, entry + UringAbi.SQE_BUF_GROUP + Long.BYTES, 0);
    entries.set(JAVA_LONG, entry + UringAbi.SQE_BUF_GROUP + 2 * Long.BYTES, 0);
    return entry;
  }
}
