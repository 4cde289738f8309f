package serverbench.models.connection;

import java.io.IOException;
import java.util.Arrays;
import serverbench.net.Poller;

/**
 * Timers by the time at which they are due: a binary min-heap in an array, in which every timer
 * knows its place, so that it is cancelled or moved in O(log n) too. Timers due at the same time
 * run in the order in which they were armed. One thread.
 */
public final class TimerHeap {

  private Timer[] heap = new Timer[64];
  private int size;
  private long armed;

  public int size() {
    return size;
  }

  /**
   * Makes the timer run at this time (by {@link System#nanoTime}) and not when it was to before.
   */
  public void arm(Timer timer, long dueNanos) {
    cancel(timer);
    timer.dueNanos = dueNanos;
    timer.sequence = armed++;
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    siftUp(size++, timer);
  }

  /** The timer does not run; nothing happens when it was not going to. */
  public void cancel(Timer timer) {
    if (!timer.isArmed()) {
      return;
    }
    int hole = timer.index;
    timer.index = Timer.NOT_ARMED;
    Timer last = heap[--size];
    heap[size] = null;
    if (last != timer) {
      siftDown(hole, last);
      if (last.index == hole) {
        siftUp(hole, last);
      }
    }
  }

  /**
   * Runs every timer that is due; one that they arm for now or the past waits for the next call.
   */
  public void runDue(long nowNanos) throws IOException {
    long armedBefore = armed;
    while (size > 0 && heap[0].dueNanos - nowNanos <= 0 && heap[0].sequence < armedBefore) {
      Timer first = heap[0];
      cancel(first);
      first.run(nowNanos);
    }
  }

  /** How long until the next one is due; {@link Poller#FOREVER} when there is none. */
  public long waitNanos(long nowNanos) {
    return size == 0 ? Poller.FOREVER : Math.max(0, heap[0].dueNanos - nowNanos);
  }

  private void siftUp(int from, Timer timer) {
    int index = from;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (!isBefore(timer, heap[parent])) {
        break;
      }
      place(index, heap[parent]);
      index = parent;
    }
    place(index, timer);
  }

  private void siftDown(int from, Timer timer) {
    int index = from;
    while (2 * index + 1 < size) {
      int child = 2 * index + 1;
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], timer)) {
        break;
      }
      place(index, heap[child]);
      index = child;
    }
    place(index, timer);
  }

  private void place(int index, Timer timer) {
    heap[index] = timer;
    timer.index = index;
  }

  private static boolean isBefore(Timer one, Timer other) {
    long difference = one.dueNanos - other.dueNanos;
    return difference < 0 || difference == 0 && one.sequence - other.sequence < 0;
  }
}
