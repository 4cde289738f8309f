package serverbench.net;

import java.util.Locale;

/**
 * The constants and struct layouts that differ between the kernels this suite knows, in one place:
 * from the system headers of Linux (x86-64 and aarch64 share all but the packing of epoll_event)
 * and of macOS.
 */
public enum Platform {
  LINUX_X86_64(Family.LINUX, 12, 4, 314),
  LINUX_AARCH64(Family.LINUX, 16, 8, 274),
  MACOS(Family.BSD, 0, 0, 0);

  private enum Family {
    LINUX,
    BSD
  }

  /** The platform of this JVM, or null where none of ours fits. */
  public static final Platform CURRENT = detect();

  private final Family family;

  /** Bytes of struct epoll_event: packed on x86-64 only, so that it equals the 32-bit layout. */
  final int epollEventBytes;

  /** Where the data member of struct epoll_event begins. */
  final int epollDataOffset;

  /** The number of sched_setattr(2), which no C library names; sched_getattr(2) has the next. */
  final long sysSchedSetattr;

  final int afInet = 2;
  final int afInet6;
  final int sockStream = 1;
  final int solSocket;
  final int soReuseAddr;
  final int soReusePort;
  final int soReceiveTimeout;
  final int soSendTimeout;
  final int ipprotoTcp = 6;
  final int tcpNoDelay = 1;
  public final int msgNoSignal;
  final int oNonBlock;
  final int fSetFd = 2;
  final int fGetFl = 3;
  final int fSetFl = 4;
  final int fdCloseOnExec = 1;
  final int fDupFdCloseOnExec;
  final int rlimitNoFile;
  final int soSendBuffer;
  final long fionRead;

  Platform(Family family, int epollEventBytes, int epollDataOffset, long sysSchedSetattr) {
    this.family = family;
    this.epollEventBytes = epollEventBytes;
    this.epollDataOffset = epollDataOffset;
    this.sysSchedSetattr = sysSchedSetattr;
    boolean linux = family == Family.LINUX;
    afInet6 = linux ? 10 : 30;
    solSocket = linux ? 1 : 0xffff;
    soReuseAddr = linux ? 2 : 4;
    soReusePort = linux ? 15 : 0x200;
    soReceiveTimeout = linux ? 20 : 0x1006;
    soSendTimeout = linux ? 21 : 0x1005;
    // macOS has no MSG_NOSIGNAL; the JVM ignores SIGPIPE there as on Linux.
    msgNoSignal = linux ? 0x4000 : 0;
    oNonBlock = linux ? 0x800 : 0x4;
    soSendBuffer = linux ? 7 : 0x1001;
    fionRead = linux ? 0x541b : 0x4004667f;
    fDupFdCloseOnExec = linux ? 1030 : 67;
    rlimitNoFile = linux ? 7 : 8;
  }

  public boolean isLinux() {
    return family == Family.LINUX;
  }

  /**
   * BSD's sockaddr begins with a length byte, then a one-byte family; Linux has a 16-bit family.
   */
  boolean sockaddrHasLength() {
    return family == Family.BSD;
  }

  private static Platform detect() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    if (os.startsWith("linux")) {
      return switch (arch) {
        case "amd64", "x86_64" -> LINUX_X86_64;
        case "aarch64", "arm64" -> LINUX_AARCH64;
        default -> null;
      };
    }
    return os.startsWith("mac") ? MACOS : null;
  }
}
