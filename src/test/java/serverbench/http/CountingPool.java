package serverbench.http;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Knows what is lent, and notices a buffer given back twice. */
public final class CountingPool implements BufferPool {

  private final BufferPool pool = new ConfinedBufferPool();
  private final Set<Buffer> lent = Collections.newSetFromMap(new IdentityHashMap<>());
  private long mostBytes;

  @Override
  public Buffer acquire(int bytes) {
    Buffer buffer = pool.acquire(bytes);
    // What the last user left is no business of the next one.
    buffer.segment().fill((byte) '\n');
    lent.add(buffer);
    mostBytes = Math.max(mostBytes, lent.stream().mapToLong(Buffer::capacity).sum());
    return buffer;
  }

  @Override
  public void release(Buffer buffer) {
    if (!lent.remove(buffer)) {
      throw new IllegalStateException("a buffer given back that was not lent");
    }
    // Whoever reads on in it reads nonsense.
    buffer.segment().fill((byte) 0);
    pool.release(buffer);
  }

  @Override
  public void close() {
    pool.close();
  }

  /** Buffers lent now. */
  public int lent() {
    return lent.size();
  }

  /** The most bytes that were lent at once. */
  public long mostBytes() {
    return mostBytes;
  }
}
