package serverbench.models.handover;

import java.util.function.BooleanSupplier;
import org.jctools.queues.MpmcArrayQueue;

/**
 * A bounded queue between two groups of threads. Putting something in and waking somebody are two
 * steps, so that a thread with much to hand over wakes others once.
 */
public final class WorkQueue<T> {

  private static final int LEAST_CAPACITY = 2;

  private final MpmcArrayQueue<T> queue;
  private final ParkingLot takers;
  private volatile boolean closed;
  private final BooleanSupplier work = () -> !isEmpty() || closed;

  /**
   * @param capacity rounded down to a power of two, at least 2
   * @param takers most threads that take, numbered from 0
   */
  public WorkQueue(int capacity, int takers) {
    queue = new MpmcArrayQueue<>(Math.max(LEAST_CAPACITY, Integer.highestOneBit(capacity)));
    this.takers = new ParkingLot(takers);
  }

  /** Puts it in; false when the queue is full. Any thread, which calls {@link #wake} soon. */
  public boolean offer(T item) {
    return queue.offer(item);
  }

  /** Wakes a taker if there is anything to take, unless one is on its way. */
  public void wake() {
    // What the caller put in is seen until it is taken: the queue's end is read after its start.
    if (!queue.isEmpty()) {
      takers.wakeOne();
    }
  }

  /** The oldest, or null when there is none. */
  public T poll() {
    T item = queue.relaxedPoll();
    while (item == null && !queue.isEmpty()) {
      // A thread has claimed the next place and not filled it: it may have lost its core to us.
      Thread.yield();
      item = queue.relaxedPoll();
    }
    return item;
  }

  /**
   * The oldest; waits for it.
   *
   * @param taker number of the calling thread
   * @return null when the queue is closed and empty
   */
  public T take(int taker) throws InterruptedException {
    while (true) {
      T item = poll();
      if (item != null) {
        wake();
        return item;
      }
      if (closed) {
        return null;
      }
      takers.park(taker, work);
    }
  }

  /** Waits until something may be there; false when the time was over first. */
  public boolean await(int taker, long timeoutNanos) throws InterruptedException {
    return takers.park(taker, work, timeoutNanos);
  }

  /** Nothing more is put in: takers get what is left, then null. */
  public void close() {
    closed = true;
    takers.wakeAll();
  }

  public boolean isClosed() {
    return closed;
  }

  public boolean isEmpty() {
    return queue.isEmpty();
  }

  public boolean hasRoom() {
    return queue.size() < queue.capacity();
  }

  public int size() {
    return queue.size();
  }

  public int capacity() {
    return queue.capacity();
  }
}
