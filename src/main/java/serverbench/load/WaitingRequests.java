package serverbench.load;

/**
 * Requests of the schedule that found no free connection, by their numbers, first come first
 * served, bounded. Not synchronized.
 */
final class WaitingRequests {

  static final long NONE = -1;

  private final long[] numbers;
  private long head;
  private long tail;

  WaitingRequests(int capacity) {
    numbers = new long[capacity];
  }

  /** False when it is full. */
  boolean add(long number) {
    if (tail - head == numbers.length) {
      return false;
    }
    numbers[(int) (tail++ % numbers.length)] = number;
    return true;
  }

  /** Takes the oldest, or {@link #NONE}. */
  long take() {
    return head == tail ? NONE : numbers[(int) (head++ % numbers.length)];
  }

  int size() {
    return (int) (tail - head);
  }

  /** The request at this place of the queue, 0 for the oldest. */
  long at(int place) {
    return numbers[(int) ((head + place) % numbers.length)];
  }

  void clear() {
    head = tail;
  }
}
