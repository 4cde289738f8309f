package serverbench.net.kqueue;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A list of struct kevent in native memory: the changes given to {@link Kqueue#kevent}, or the
 * events that come back. One thread.
 */
public final class Kevents {

  private final KeventLayout layout;
  private final MemorySegment memory;
  private final int capacity;
  private int size;

  Kevents(KeventLayout layout, int capacity, Arena arena) {
    this.layout = layout;
    this.capacity = capacity;
    this.memory = arena.allocate((long) KeventLayout.BYTES * Math.max(1, capacity), 8);
  }

  public int size() {
    return size;
  }

  public int capacity() {
    return capacity;
  }

  public void clear() {
    size = 0;
  }

  /**
   * Appends one; {@code flags} are EV_* and {@code fflags} NOTE_* of {@link Kqueue}.
   *
   * @throws IndexOutOfBoundsException when the list is full
   */
  public void append(long ident, Filter filter, int flags, int fflags, long data) {
    if (size == capacity) {
      throw new IndexOutOfBoundsException("more than " + capacity + " kevents");
    }
    long at = at(size++);
    memory.set(JAVA_LONG, at, ident);
    memory.set(JAVA_SHORT, at + KeventLayout.FILTER, layout.code(filter));
    memory.set(JAVA_SHORT, at + KeventLayout.FLAGS, (short) flags);
    memory.set(JAVA_INT, at + KeventLayout.FFLAGS, fflags);
    memory.set(JAVA_LONG, at + KeventLayout.DATA, data);
  }

  /** The descriptor, or the number of a timer or user event. */
  public long ident(int index) {
    return memory.get(JAVA_LONG, at(index));
  }

  public Filter filter(int index) {
    return layout.filter(memory.get(JAVA_SHORT, at(index) + KeventLayout.FILTER));
  }

  public int flags(int index) {
    return Short.toUnsignedInt(memory.get(JAVA_SHORT, at(index) + KeventLayout.FLAGS));
  }

  public int fflags(int index) {
    return memory.get(JAVA_INT, at(index) + KeventLayout.FFLAGS);
  }

  /** As it lies in the struct; of an event use {@link Kqueue#data}. */
  long data(int index) {
    return memory.get(JAVA_LONG, at(index) + KeventLayout.DATA);
  }

  long address() {
    return memory.address();
  }

  /** The kernel has filled the list up to here. */
  void filled(int events) {
    size = events;
  }

  private static long at(int index) {
    return (long) index * KeventLayout.BYTES;
  }
}
