package serverbench.http;

import java.nio.ByteBuffer;

/**
 * What was received and not used up, in one piece, in a buffer that is taken when bytes are about
 * to arrive, grows with the request in it, and goes back to the pool when it is empty.
 *
 * <pre>
 *   0 ....... start ============ end ------------ capacity
 *     used up        unused           room
 * </pre>
 */
public final class InputBuffer {

  private final BufferPool pool;
  private BufferPool.Buffer buffer;
  private int start;
  private int end;

  public InputBuffer(BufferPool pool) {
    this.pool = pool;
  }

  /** The memory, little-endian; changes with {@link #room}. */
  ByteBuffer bytes() {
    return buffer.bytes();
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  boolean isEmpty() {
    return start == end;
  }

  /** Position to limit is room for at least one byte; moves what is unused if need be. */
  public ByteBuffer room() {
    if (buffer == null) {
      buffer = pool.acquire(BufferPool.SMALLEST);
    } else if (end == buffer.capacity() && start == 0) {
      grow();
    } else if (buffer.capacity() - end < buffer.capacity() / 2 && start > 0) {
      moveTo(buffer);
    }
    return buffer.bytes().limit(buffer.capacity()).position(end);
  }

  long roomAddress() {
    return buffer.address() + end;
  }

  public void received(int bytes) {
    if (bytes > buffer.capacity() - end) {
      throw new IllegalArgumentException(bytes + " bytes received into less room");
    }
    end += bytes;
    buffer.bytes().clear();
  }

  /** Uses up bytes from the start. */
  void consume(int bytes) {
    start += bytes;
  }

  /** The last bytes were moved down by so many. */
  void shorten(int bytes) {
    end -= bytes;
  }

  void discard() {
    start = end;
    releaseIfEmpty();
  }

  public void releaseIfEmpty() {
    if (buffer != null && start == end) {
      buffer.bytes().clear();
      pool.release(buffer);
      buffer = null;
      start = 0;
      end = 0;
    }
  }

  private void grow() {
    BufferPool.Buffer old = buffer;
    BufferPool.Buffer larger = pool.acquire(2 * old.capacity());
    moveTo(larger);
    old.bytes().clear();
    pool.release(old);
    buffer = larger;
  }

  private void moveTo(BufferPool.Buffer target) {
    int unused = end - start;
    target.bytes().clear();
    target.bytes().put(0, buffer.bytes().clear(), start, unused);
    start = 0;
    end = unused;
  }
}
