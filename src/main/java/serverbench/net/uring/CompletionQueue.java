package serverbench.net.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The ring of operations that are done. Those that {@link #available} has counted are read by their
 * index and stay until they are given back with {@link #release}. The thread that owns the ring.
 */
public final class CompletionQueue {

  private static final VarHandle INDEX = JAVA_INT.varHandle();

  private final MemorySegment ring;
  private final int headOffset;
  private final int tailOffset;
  private final int entriesOffset;
  private final int capacity;
  private int head;

  CompletionQueue(MemorySegment ring, MemorySegment params) {
    this.ring = ring;
    this.headOffset = params.get(JAVA_INT, UringAbi.CQ_HEAD);
    this.tailOffset = params.get(JAVA_INT, UringAbi.CQ_TAIL);
    this.entriesOffset = params.get(JAVA_INT, UringAbi.CQ_CQES);
    this.capacity = params.get(JAVA_INT, UringAbi.PARAMS_CQ_ENTRIES);
  }

  /** How many completions wait to be read. */
  public int available() {
    return (int) INDEX.getAcquire(ring, (long) tailOffset) - head;
  }

  /** The number that the operation was given. */
  public long userData(int index) {
    return ring.get(JAVA_LONG, entry(index) + UringAbi.CQE_USER_DATA);
  }

  /** What the system call would have returned, or the negated errno. */
  public int result(int index) {
    return ring.get(JAVA_INT, entry(index) + UringAbi.CQE_RESULT);
  }

  /** For {@link #hasMore}, {@link #hasBuffer} and {@link #buffer}. */
  public int flags(int index) {
    return ring.get(JAVA_INT, entry(index) + UringAbi.CQE_FLAGS);
  }

  /** Gives the first ones back; the others move up. */
  public void release(int completions) {
    head += completions;
    INDEX.setRelease(ring, (long) headOffset, head);
  }

  /** Whether the same operation will complete again. */
  public static boolean hasMore(int flags) {
    return (flags & UringAbi.CQE_F_MORE) != 0;
  }

  /** Whether the kernel took a provided buffer for it. */
  public static boolean hasBuffer(int flags) {
    return (flags & UringAbi.CQE_F_BUFFER) != 0;
  }

  /** Which one. */
  public static int buffer(int flags) {
    return flags >>> UringAbi.CQE_BUFFER_SHIFT;
  }

  private long entry(int index) {
    return entriesOffset + (long) (head + index & capacity - 1) * UringAbi.CQE_BYTES;
  }
}
