package serverbench.http;

/**
 * The pool of one thread, or of several that never use it at the same time: a stack for each size
 * class, no lock. Last in, first out, so that a buffer lent is one still in the cache. Its memory
 * may be read and written by any thread (and by the kernel for an asynchronous channel).
 */
public final class ConfinedBufferPool implements BufferPool {

  private final NativeBlocks blocks = new NativeBlocks();
  private final Stack[] idle = new Stack[SizeClass.COUNT];

  public ConfinedBufferPool() {
    for (int sizeClass = 0; sizeClass < idle.length; sizeClass++) {
      idle[sizeClass] = new Stack(SizeClass.mostIdle(sizeClass));
    }
  }

  @Override
  public Buffer acquire(int bytes) {
    int sizeClass = SizeClass.of(bytes);
    Buffer buffer = idle[sizeClass].pop();
    return buffer != null ? buffer : blocks.allocate(SizeClass.bytes(sizeClass));
  }

  @Override
  public void release(Buffer buffer) {
    if (!idle[SizeClass.of(buffer.capacity())].push(buffer)) {
      blocks.free(buffer);
    }
  }

  @Override
  public void close() {
    for (Stack stack : idle) {
      while (stack.pop() != null) {
        // Emptied so that nothing freed can be lent again.
      }
    }
    blocks.freeAll();
  }

  /** Blocks of memory that the pool holds, lent or idle. */
  int blocks() {
    return blocks.count();
  }

  private static final class Stack {
    private final Buffer[] buffers;
    private int size;

    Stack(int capacity) {
      buffers = new Buffer[capacity];
    }

    Buffer pop() {
      if (size == 0) {
        return null;
      }
      Buffer top = buffers[--size];
      buffers[size] = null;
      return top;
    }

    boolean push(Buffer buffer) {
      if (size == buffers.length) {
        return false;
      }
      buffers[size++] = buffer;
      return true;
    }
  }
}
