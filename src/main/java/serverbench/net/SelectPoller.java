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
 * select(2): a bit for each descriptor number, one bitmap for reading and one for writing. The
 * kernel overwrites the bitmaps with its answer, so they are copied anew each turn, and both sides
 * look at every bit up to the highest number: a turn costs as much as that number is high.
 *
 * <p>FD_SETSIZE, 1024, is the size of the C library's fd_set, not a limit of the kernel: Linux
 * takes bitmaps of any length, and macOS does through {@code select$DARWIN_EXTSN}, so here the
 * bitmaps grow with the highest descriptor. Where neither is there, {@link #add} refuses higher
 * numbers.
 */
public final class SelectPoller implements Poller {

  private static final int FD_SETSIZE = 1024;
  private static final String UNLIMITED_ON_MACOS = "select$DARWIN_EXTSN";

  private static final MethodHandle SELECT =
      NativeCall.withErrno(
          NativeCall.find(UNLIMITED_ON_MACOS).isPresent() ? UNLIMITED_ON_MACOS : "select",
          FunctionDescriptor.of(INT, INT, LONG, LONG, LONG, LONG));

  private final int descriptorBound;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment timeval = arena.allocate(Timeout.STRUCT_BYTES, 8);
  private final WakeupFd wakeup = WakeupFd.open();

  /** Bitmaps of 64-bit words: what is watched, and what the kernel answered. */
  private MemorySegment readInterest;

  private MemorySegment writeInterest;
  private MemorySegment readReady;
  private MemorySegment writeReady;

  /** The highest descriptor with an interest, plus one. */
  private int nfds;

  /** Descriptors with an interest in writing: without any the kernel is given no second bitmap. */
  private int writers;

  private int[] readyFds = new int[256];
  private byte[] readyEvents = new byte[256];

  public SelectPoller() throws IOException {
    this(
        Platform.CURRENT.isLinux() || NativeCall.find(UNLIMITED_ON_MACOS).isPresent()
            ? Integer.MAX_VALUE
            : FD_SETSIZE);
  }

  /**
   * @param descriptorBound the first descriptor number that is refused
   */
  SelectPoller(int descriptorBound) throws IOException {
    this.descriptorBound = descriptorBound;
    allocate(FD_SETSIZE / Long.SIZE);
    setInterest(wakeup.fd(), READ);
  }

  @Override
  public void add(int fd, int interest) throws IOException {
    if (fd >= descriptorBound) {
      throw Errno.failure("select with descriptor " + fd, -Errno.EINVAL);
    }
    setInterest(fd, interest);
  }

  @Override
  public void modify(int fd, int interest) {
    setInterest(fd, interest);
  }

  @Override
  public void remove(int fd) {
    // A closed descriptor in the bitmap would fail the whole call with EBADF.
    setInterest(fd, 0);
  }

  @Override
  public int await(long timeoutNanos) throws IOException {
    long bytes = (long) wordOf(nfds - 1) * Long.BYTES + Long.BYTES;
    MemorySegment.copy(readInterest, 0, readReady, 0, bytes);
    if (writers > 0) {
      MemorySegment.copy(writeInterest, 0, writeReady, 0, bytes);
    }
    int bits = select(Timeout.timeval(timeval, timeoutNanos));
    if (bits < 0) {
      if (bits == -Errno.EINTR) {
        return 0;
      }
      throw Errno.failure("select", bits);
    }
    return collect(bits);
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

  /** Reads the answer word by word, since most words of a large bitmap are zero. */
  private int collect(int bits) {
    int count = 0;
    int left = bits;
    for (int word = 0; left > 0; word++) {
      long reads = readReady.getAtIndex(ValueLayout.JAVA_LONG, word);
      long writes = writers > 0 ? writeReady.getAtIndex(ValueLayout.JAVA_LONG, word) : 0;
      left -= Long.bitCount(reads) + Long.bitCount(writes);
      for (long either = reads | writes; either != 0; either &= either - 1) {
        int bit = Long.numberOfTrailingZeros(either);
        int fd = word * Long.SIZE + bit;
        if (fd == wakeup.fd()) {
          wakeup.reset();
        } else {
          int events = (int) (reads >>> bit & 1) * READ | (int) (writes >>> bit & 1) * WRITE;
          append(count++, fd, events);
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

  private void setInterest(int fd, int interest) {
    int word = wordOf(fd);
    if (word >= words()) {
      allocate(Math.max(word + 1, 2 * words()));
    }
    boolean wrote = set(writeInterest, fd, interest & WRITE);
    writers += ((interest & WRITE) != 0 ? 1 : 0) - (wrote ? 1 : 0);
    set(readInterest, fd, interest & READ);
    if (interest != 0) {
      nfds = Math.max(nfds, fd + 1);
    } else if (fd + 1 == nfds) {
      nfds = highest(word) + 1;
    }
  }

  /** Sets or clears a bit and tells whether it was set. */
  private static boolean set(MemorySegment bitmap, int fd, int on) {
    long bit = 1L << fd;
    long word = bitmap.getAtIndex(ValueLayout.JAVA_LONG, wordOf(fd));
    bitmap.setAtIndex(ValueLayout.JAVA_LONG, wordOf(fd), on != 0 ? word | bit : word & ~bit);
    return (word & bit) != 0;
  }

  /** The highest descriptor with an interest, from this word downwards; the wake-up's at least. */
  private int highest(int from) {
    int word = from;
    while (watched(word) == 0) {
      word--;
    }
    return word * Long.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(watched(word));
  }

  private long watched(int word) {
    return readInterest.getAtIndex(ValueLayout.JAVA_LONG, word)
        | writeInterest.getAtIndex(ValueLayout.JAVA_LONG, word);
  }

  private int words() {
    return (int) (readInterest.byteSize() / Long.BYTES);
  }

  private static int wordOf(int fd) {
    return fd / Long.SIZE;
  }

  /** New bitmaps with the old interest. The old ones stay until close: together half of the new. */
  private void allocate(int words) {
    MemorySegment oldReads = readInterest;
    MemorySegment oldWrites = writeInterest;
    readInterest = arena.allocate(ValueLayout.JAVA_LONG, words);
    writeInterest = arena.allocate(ValueLayout.JAVA_LONG, words);
    readReady = arena.allocate(ValueLayout.JAVA_LONG, words);
    writeReady = arena.allocate(ValueLayout.JAVA_LONG, words);
    if (oldReads != null) {
      readInterest.asSlice(0, oldReads.byteSize()).copyFrom(oldReads);
      writeInterest.asSlice(0, oldWrites.byteSize()).copyFrom(oldWrites);
    }
  }

  private int select(long timeout) {
    long writes = writers > 0 ? writeReady.address() : 0;
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (int) SELECT.invokeExact(state, nfds, readReady.address(), writes, 0L, timeout), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }
}
