package serverbench.http;

/** The powers of two in which pools lend memory, by index from 0. */
final class SizeClass {

  /** What a pool keeps of one class for the next users; beyond it, memory is freed at once. */
  private static final int MOST_IDLE_BYTES = 8 << 20;

  private static final int SMALLEST_SHIFT = Integer.numberOfTrailingZeros(BufferPool.SMALLEST);

  static final int COUNT = Integer.numberOfTrailingZeros(BufferPool.LARGEST) - SMALLEST_SHIFT + 1;

  private SizeClass() {}

  /** The smallest class that holds this many bytes. */
  static int of(int bytes) {
    if (bytes <= BufferPool.SMALLEST) {
      return 0;
    }
    if (bytes > BufferPool.LARGEST) {
      throw new IllegalArgumentException(
          bytes + " bytes asked of a pool whose largest buffer has " + BufferPool.LARGEST);
    }
    return Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1) - SMALLEST_SHIFT;
  }

  static int bytes(int sizeClass) {
    return BufferPool.SMALLEST << sizeClass;
  }

  /** Idle buffers that a pool keeps: 1,024 of 8 KiB down to 2 of 4 MiB. */
  static int mostIdle(int sizeClass) {
    return MOST_IDLE_BYTES / bytes(sizeClass);
  }
}
