package serverbench.net.kqueue;

/**
 * struct kevent of the platforms that have it: ident (8 bytes), filter (2), flags (2), fflags (4),
 * data (8), udata (8). The fields lie alike; a filter's number does not.
 */
public enum KeventLayout {
  /** From sys/event.h of macOS. */
  DARWIN(-10),
  /** From sys/event.h of libkqueue, which has FreeBSD's numbers. */
  LIBKQUEUE(-11);

  static final int BYTES = 32;
  static final int FILTER = 8;
  static final int FLAGS = 10;
  static final int FFLAGS = 12;
  static final int DATA = 16;

  private static final short READ = -1;
  private static final short WRITE = -2;
  private static final short TIMER = -7;

  private final short user;

  KeventLayout(int user) {
    this.user = (short) user;
  }

  short code(Filter filter) {
    return switch (filter) {
      case READ -> READ;
      case WRITE -> WRITE;
      case TIMER -> TIMER;
      case USER -> user;
    };
  }

  Filter filter(short code) {
    return switch (code) {
      case READ -> Filter.READ;
      case WRITE -> Filter.WRITE;
      case TIMER -> Filter.TIMER;
      default -> Filter.USER;
    };
  }
}
