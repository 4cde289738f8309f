package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * poll(2): an array of struct pollfd, one for each watched descriptor, whatever its number. The
 * kernel writes its answer beside the question, so nothing is rebuilt, but both sides look at every
 * entry: a turn costs as much as there are descriptors.
 */
public final class PollPoller implements Poller {

  private static final short POLLIN = 0x1;
  private static final short POLLOUT = 0x4;
  private static final short POLLERR = 0x8;
  private static final short POLLHUP = 0x10;
  private static final short POLLNVAL = 0x20;

  /** struct pollfd: the descriptor, what is asked, what is answered. */
  private static final int ENTRY_BYTES = 8;

  private static final int EVENTS = 4;
  private static final int REVENTS = 6;
  private static final int ABSENT = -1;

  private static final MethodHandle POLL =
      NativeCall.withErrno("poll", FunctionDescriptor.of(INT, LONG, LONG, INT));

  private final WakeupFd wakeup = WakeupFd.open();
  private Arena arena = Arena.ofShared();

  /** Dense: the last entry takes the place of one that is removed. The first is the wake-up's. */
  private MemorySegment entries = arena.allocate((long) ENTRY_BYTES * 256, ENTRY_BYTES);

  private int size;

  /** Descriptor to its place in the array. */
  private int[] places = new int[0];

  private int[] readyFds = new int[256];
  private byte[] readyEvents = new byte[256];

  public PollPoller() throws IOException {
    add(wakeup.fd(), READ);
  }

  @Override
  public void add(int fd, int interest) {
    if (size == entries.byteSize() / ENTRY_BYTES) {
      grow();
    }
    place(fd, size++);
    modify(fd, interest);
  }

  @Override
  public void modify(int fd, int interest) {
    long entry = entry(places[fd]);
    // A hang-up is answered whether it is asked for or not, but not for a negative number.
    entries.set(ValueLayout.JAVA_INT, entry, interest == 0 ? ~fd : fd);
    entries.set(ValueLayout.JAVA_SHORT, entry + EVENTS, toPoll(interest));
    entries.set(ValueLayout.JAVA_SHORT, entry + REVENTS, (short) 0);
  }

  @Override
  public void remove(int fd) {
    int place = places[fd];
    int last = --size;
    int lastFd = descriptor(last);
    MemorySegment.copy(entries, entry(last), entries, entry(place), ENTRY_BYTES);
    places[lastFd] = place;
    places[fd] = ABSENT;
  }

  @Override
  public int await(long timeoutNanos) throws IOException {
    int count = poll(Timeout.millis(timeoutNanos));
    if (count < 0) {
      if (count == -Errno.EINTR) {
        return 0;
      }
      throw Errno.failure("poll", count);
    }
    return collect(count);
  }

  @Override
  public int readyFd(int index) {
    return readyFds[index];
  }

  @Override
  public int readyEvents(int index) {
    return readyEvents[index];
  }

  @Override
  public void wakeup() {
    wakeup.signal();
  }

  @Override
  public void close() {
    wakeup.close();
    arena.close();
  }

  /**
   * Copies the answers out of the array, whose entries change places while they are worked through.
   */
  private int collect(int answered) throws IOException {
    int count = 0;
    int left = answered;
    for (int place = 0; left > 0; place++) {
      short answer = entries.get(ValueLayout.JAVA_SHORT, entry(place) + REVENTS);
      if (answer != 0) {
        left--;
        int fd = descriptor(place);
        if ((answer & POLLNVAL) != 0) {
          throw Errno.failure("poll with descriptor " + fd, -Errno.EBADF);
        }
        if (fd == wakeup.fd()) {
          wakeup.reset();
        } else {
          append(count++, fd, fromPoll(answer));
        }
      }
    }
    return count;
  }

  private void append(int index, int fd, int events) {
    if (index == readyFds.length) {
      readyFds = Arrays.copyOf(readyFds, 2 * index);
      readyEvents = Arrays.copyOf(readyEvents, 2 * index);
    }
    readyFds[index] = fd;
    readyEvents[index] = (byte) events;
  }

  private void place(int fd, int place) {
    int known = places.length;
    if (fd >= known) {
      places = Arrays.copyOf(places, Math.max(fd + 1, 2 * known));
      Arrays.fill(places, known, places.length, ABSENT);
    }
    if (places[fd] != ABSENT) {
      throw new IllegalStateException("descriptor " + fd + " is watched already");
    }
    places[fd] = place;
  }

  private void grow() {
    Arena larger = Arena.ofShared();
    MemorySegment moved = larger.allocate(2 * entries.byteSize(), ENTRY_BYTES);
    MemorySegment.copy(entries, 0, moved, 0, entries.byteSize());
    arena.close();
    arena = larger;
    entries = moved;
  }

  private int descriptor(int place) {
    int fd = entries.get(ValueLayout.JAVA_INT, entry(place));
    return fd < 0 ? ~fd : fd;
  }

  private static long entry(int place) {
    return (long) place * ENTRY_BYTES;
  }

  private int poll(int timeoutMillis) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (int) POLL.invokeExact(state, entries.address(), (long) size, timeoutMillis), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static short toPoll(int interest) {
    return (short)
        (((interest & READ) != 0 ? POLLIN : 0) | ((interest & WRITE) != 0 ? POLLOUT : 0));
  }

  private static int fromPoll(short answer) {
    if ((answer & (POLLERR | POLLHUP)) != 0) {
      return READ | WRITE;
    }
    return ((answer & POLLIN) != 0 ? READ : 0) | ((answer & POLLOUT) != 0 ? WRITE : 0);
  }
}
