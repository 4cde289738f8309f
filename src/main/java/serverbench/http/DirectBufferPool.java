package serverbench.http;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;

/**
 * The pool of a process that lives for one connection: direct buffers of the JDK, which the process
 * need not load the foreign function interface for (some 30 ms of its start), kept until it ends.
 * One thread.
 */
public final class DirectBufferPool implements BufferPool {

  /** Of the sizes that were asked for so far, mostly two buffers of one. */
  private final ArrayDeque<Buffer> idle = new ArrayDeque<>();

  @Override
  public Buffer acquire(int bytes) {
    int capacity = SizeClass.bytes(SizeClass.of(bytes));
    for (Buffer buffer : idle) {
      if (buffer.capacity() == capacity) {
        idle.remove(buffer);
        return buffer;
      }
    }
    ByteBuffer memory = ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
    MemorySegment segment = MemorySegment.ofBuffer(memory);
    return new Buffer(segment, memory, segment.address());
  }

  @Override
  public void release(Buffer buffer) {
    idle.addFirst(buffer);
  }

  /** The memory itself goes when nobody refers to it any more. */
  @Override
  public void close() {
    idle.clear();
  }
}
