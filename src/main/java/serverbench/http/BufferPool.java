package serverbench.http;

import java.lang.foreign.MemorySegment;

/**
 * Native memory for the bytes of connections, lent out in powers of two from {@link #SMALLEST} to
 * {@link #LARGEST}. A connection takes a buffer before it receives and gives it back when it has
 * nothing left to keep, so the next one gets memory that is still in the cache. Where a poller says
 * when there is something to receive, idle connections hold no buffer. Where the receive itself
 * waits, on a thread or a virtual thread of the connection's own, it has to have one meanwhile: a
 * blocking receive needs to know beforehand where the bytes shall go.
 */
public interface BufferPool extends AutoCloseable {

  int SMALLEST = 8 << 10;
  int LARGEST = 4 << 20;

  /**
   * A buffer of at least this many bytes; its content is whatever its last user left.
   *
   * @throws IllegalArgumentException over {@link #LARGEST}
   */
  Buffer acquire(int bytes);

  /** Gives a buffer back; nobody may use it afterwards. */
  void release(Buffer buffer);

  /** Frees the memory of every buffer ever lent out; all users must have ended. */
  @Override
  void close();

  /**
   * A block of native memory, seen by the kernel as an address and by Java as a buffer.
   *
   * @param segment the block; any thread may use it, and nothing checks that it was not freed
   * @param bytes the block, little-endian; position and limit belong to whoever holds the buffer
   * @param address of its first byte
   */
  record Buffer(MemorySegment segment, java.nio.ByteBuffer bytes, long address) {
    public int capacity() {
      return bytes.capacity();
    }
  }
}
