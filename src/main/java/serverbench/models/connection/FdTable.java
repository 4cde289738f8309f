package serverbench.models.connection;

import java.util.Arrays;

/**
 * Descriptor to object, as an array: the kernel always gives out the lowest free number, so the
 * array stays dense and a look-up is one load. One thread.
 */
public final class FdTable<T> {

  private Object[] slots = new Object[256];
  private int size;

  @SuppressWarnings("unchecked")
  public T get(int fd) {
    return fd < slots.length ? (T) slots[fd] : null;
  }

  public void put(int fd, T value) {
    if (fd >= slots.length) {
      slots = Arrays.copyOf(slots, Math.max(fd + 1, slots.length * 2));
    }
    if (slots[fd] != null) {
      throw new IllegalStateException("descriptor " + fd + " is in the table already");
    }
    slots[fd] = value;
    size++;
  }

  public void remove(int fd) {
    if (get(fd) == null) {
      throw new IllegalStateException("descriptor " + fd + " is not in the table");
    }
    slots[fd] = null;
    size--;
  }

  public int size() {
    return size;
  }

  /** One more than the highest descriptor that the table can hold now; for walking through it. */
  public int bound() {
    return slots.length;
  }
}
