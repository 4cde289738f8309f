package serverbench.net.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * Buffers lent to the kernel (IORING_REGISTER_PBUF_RING): it takes one when bytes have arrived, so
 * that a connection that waits for its client holds no memory. Whoever gets a completion copies the
 * bytes out and gives the buffer back. The thread that owns the ring.
 */
public final class ProvidedBuffers {

  private static final int PAGE_BYTES = 4096;
  private static final VarHandle TAIL = JAVA_SHORT.varHandle();

  private final short group;
  private final int bufferBytes;
  private final int count;
  private final MemorySegment ring;
  private final MemorySegment memory;
  private final ByteBuffer bytes;
  private short tail;

  /**
   * @param count a power of two, at most 32,768
   */
  ProvidedBuffers(short group, int count, int bufferBytes, Arena arena) {
    this.group = group;
    this.count = count;
    this.bufferBytes = bufferBytes;
    ring = arena.allocate((long) count * UringAbi.BUF_BYTES, PAGE_BYTES);
    memory = arena.allocate((long) count * bufferBytes, PAGE_BYTES);
    bytes = memory.asByteBuffer();
    for (int buffer = 0; buffer < count; buffer++) {
      giveBack(buffer);
    }
  }

  short group() {
    return group;
  }

  int count() {
    return count;
  }

  long ringAddress() {
    return ring.address();
  }

  public int bufferBytes() {
    return bufferBytes;
  }

  /**
   * Copies the first bytes of a buffer to the position of the target, which stays where it is, and
   * gives the buffer back to the kernel.
   */
  public void take(int buffer, int length, ByteBuffer target) {
    target.put(target.position(), bytes, buffer * bufferBytes, length);
    giveBack(buffer);
  }

  /** Lends a buffer to the kernel again. */
  public void giveBack(int buffer) {
    long entry = (long) (tail & count - 1) * UringAbi.BUF_BYTES;
    ring.set(
        JAVA_LONG, entry + UringAbi.BUF_ADDRESS, memory.address() + (long) buffer * bufferBytes);
    ring.set(JAVA_INT, entry + UringAbi.BUF_LENGTH, bufferBytes);
    ring.set(JAVA_SHORT, entry + UringAbi.BUF_ID, (short) buffer);
    tail++;
    TAIL.setRelease(ring, (long) UringAbi.BUF_RING_TAIL, tail);
  }
}
