package serverbench.models.handover;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Descriptor to object for several threads: a look-up is two loads and no lock; a lock is taken
 * only when a connection comes or goes.
 */
final class ConnectionTable<T> {

  private volatile AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(256);
  private volatile int size;

  T get(int fd) {
    AtomicReferenceArray<T> seen = slots;
    return fd < seen.length() ? seen.get(fd) : null;
  }

  synchronized void put(int fd, T value) {
    if (fd >= slots.length()) {
      AtomicReferenceArray<T> larger =
          new AtomicReferenceArray<>(Math.max(fd + 1, slots.length() * 2));
      for (int i = 0; i < slots.length(); i++) {
        larger.setPlain(i, slots.get(i));
      }
      slots = larger;
    }
    slots.set(fd, value);
    size++;
  }

  /** Before the descriptor is closed: its number may be given out again at once. */
  synchronized void remove(int fd) {
    slots.set(fd, null);
    size--;
  }

  int size() {
    return size;
  }

  /** One more than the highest descriptor that the table can hold now; for walking through it. */
  int bound() {
    return slots.length();
  }
}
