package serverbench.models.architecture.producerconsumer;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The buffer between the two sides: a ring of sockets under one lock with two conditions, as in
 * every textbook since Dijkstra's bounded buffer. Both waits are counted, because they say which
 * side is too slow: producers wait when it is full, consumers when it is empty.
 *
 * <pre>
 *   put --> [ s | s | s |   |   ] --> take          notFull:  producers wait here
 *             head    tail                          notEmpty: consumers wait here
 * </pre>
 */
final class BoundedBuffer {

  /** What {@link #take} returns when the buffer is closed and empty. */
  static final int END = -1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notFull = lock.newCondition();
  private final Condition notEmpty = lock.newCondition();
  private final int[] sockets;
  private int head;
  private int size;
  private int deepest;
  private long producerWaits;
  private long consumerWaits;
  private boolean closed;

  /** What happened so far; the waits that go on now are counted. */
  record Waits(long byProducers, long byConsumers, int size, int deepest) {}

  BoundedBuffer(int capacity) {
    sockets = new int[capacity];
  }

  /** Adds a socket; waits while the buffer is full. */
  void put(int socket) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (size == sockets.length) {
        producerWaits++;
      }
      while (size == sockets.length) {
        notFull.await();
      }
      sockets[(head + size) % sockets.length] = socket;
      size++;
      deepest = Math.max(deepest, size);
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest socket; waits while there is none. */
  int take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (size == 0 && !closed) {
        consumerWaits++;
      }
      while (size == 0) {
        if (closed) {
          return END;
        }
        notEmpty.await();
      }
      int socket = sockets[head];
      head = (head + 1) % sockets.length;
      size--;
      notFull.signal();
      return socket;
    } finally {
      lock.unlock();
    }
  }

  /** No producer will come any more: consumers take what is left, then {@link #END}. */
  void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes everything that is left, without waiting. */
  IntStream drain() {
    lock.lock();
    try {
      int[] left = new int[size];
      for (int i = 0; i < left.length; i++) {
        left[i] = sockets[(head + i) % sockets.length];
      }
      size = 0;
      return Arrays.stream(left);
    } finally {
      lock.unlock();
    }
  }

  Waits waits() {
    lock.lock();
    try {
      return new Waits(producerWaits, consumerWaits, size, deepest);
    } finally {
      lock.unlock();
    }
  }
}
