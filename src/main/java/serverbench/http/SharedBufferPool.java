package serverbench.http;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;

/**
 * A pool for any number of threads, without a lock on the way that buffers mostly take: each thread
 * finds the buffer that it gave back last in a slot near it (hashed by thread id), and only when
 * that is taken goes to the queue that all share.
 *
 * <p>Nobody spins for that queue. Its strict operations do while another thread is between claiming
 * a place and filling it; where hundreds of threads share a few cores that thread is soon preempted
 * there, and each of the others then spins away its time slice before it runs again: seen with 256
 * threads on two cores, where everything stood still for a third of a second. So the core is given
 * up instead.
 */
public final class SharedBufferPool implements BufferPool {

  private static final int SLOTS = Integer.highestOneBit(8 * cores());

  /** From this size on all idle buffers are in the queue: none waits in a slot for one thread. */
  private static final int LARGE_BYTES = 128 << 10;

  /** References between two slots, so that no two share a cache line. */
  private static final int SPACING = 16;

  private final NativeBlocks blocks = new NativeBlocks();
  private final Idle[] idle = new Idle[SizeClass.COUNT];

  public SharedBufferPool() {
    for (int sizeClass = 0; sizeClass < idle.length; sizeClass++) {
      idle[sizeClass] = new Idle(sizeClass);
    }
  }

  @Override
  public Buffer acquire(int bytes) {
    int sizeClass = SizeClass.of(bytes);
    Buffer buffer = idle[sizeClass].take();
    return buffer != null ? buffer : blocks.allocate(SizeClass.bytes(sizeClass));
  }

  @Override
  public void release(Buffer buffer) {
    if (!idle[SizeClass.of(buffer.capacity())].keep(buffer)) {
      blocks.free(buffer);
    }
  }

  @Override
  public void close() {
    for (Idle buffers : idle) {
      buffers.clear();
    }
    blocks.freeAll();
  }

  /** Blocks of memory that the pool holds, lent or idle. */
  int blocks() {
    return blocks.count();
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The idle buffers of one size class. */
  private static final class Idle {
    private final AtomicReferenceArray<Buffer> near;
    private final MpmcAtomicArrayQueue<Buffer> shared;

    Idle(int sizeClass) {
      boolean large = SizeClass.bytes(sizeClass) >= LARGE_BYTES;
      near = new AtomicReferenceArray<>(large ? 0 : SLOTS * SPACING);
      shared = new MpmcAtomicArrayQueue<>(SizeClass.mostIdle(sizeClass));
    }

    Buffer take() {
      if (near.length() > 0) {
        int slot = slot();
        if (near.getPlain(slot) != null) {
          Buffer buffer = near.getAndSet(slot, null);
          if (buffer != null) {
            return buffer;
          }
        }
      }
      Buffer buffer = shared.relaxedPoll();
      while (buffer == null && !shared.isEmpty()) {
        Thread.yield();
        buffer = shared.relaxedPoll();
      }
      return buffer;
    }

    boolean keep(Buffer buffer) {
      if (near.length() > 0) {
        int slot = slot();
        if (near.getPlain(slot) == null && near.compareAndSet(slot, null, buffer)) {
          return true;
        }
      }
      // Full, or a thread that took from this place a round ago is still at it: then it is freed.
      return shared.relaxedOffer(buffer);
    }

    void clear() {
      for (int slot = 0; slot < near.length(); slot++) {
        near.set(slot, null);
      }
      shared.clear();
    }

    private static int slot() {
      return ((int) Thread.currentThread().threadId() & (SLOTS - 1)) * SPACING;
    }
  }
}
