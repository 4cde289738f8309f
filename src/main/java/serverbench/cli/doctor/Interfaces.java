package serverbench.cli.doctor;

import java.util.List;

/** The kernel interfaces that models need. */
record Interfaces(Proc proc) {

  private static final int EPERM = 1;
  private static final int ENOSYS = 38;

  List<Finding> findings() {
    return List.of(epoll(), ioUring(), kqueue());
  }

  private static Finding epoll() {
    return Kernel.libcHas("epoll_create1")
        ? Finding.ok("epoll", "available")
        : Finding.warn("epoll", "not on this system", "models on epoll are left out");
  }

  private Finding ioUring() {
    if (!Kernel.libcHas("epoll_create1")) {
      return Finding.warn("io_uring", "not on this system", "Linux only");
    }
    int errno = Kernel.ioUringErrno();
    return ioUring(errno, proc.number("proc/sys/kernel/io_uring_disabled").orElse(0L));
  }

  /**
   * @param disabled kernel.io_uring_disabled: 0 for all, 1 for a group only, 2 for nobody
   */
  static Finding ioUring(int errno, long disabled) {
    String elsewise = "proactor runs on its nio2 variant";
    return switch (errno) {
      case 0 -> Finding.ok("io_uring", "available");
      case ENOSYS -> Finding.warn("io_uring", "not in this kernel", elsewise);
      case EPERM ->
          disabled > 0
              ? Finding.warn(
                  "io_uring",
                  "kernel.io_uring_disabled = " + disabled,
                  "sysctl kernel.io_uring_disabled=0; else " + elsewise)
              : Finding.warn(
                  "io_uring",
                  "refused (a container's seccomp profile?)",
                  "allow io_uring_setup; else " + elsewise);
      default -> Finding.warn("io_uring", "refused with errno " + errno, elsewise);
    };
  }

  private static Finding kqueue() {
    if (Kernel.libcHas("kqueue")) {
      return Finding.ok("kqueue", "available");
    }
    return Kernel.loads("libkqueue.so.0")
        ? Finding.ok("kqueue", "libkqueue.so.0")
        : Finding.ok("kqueue", "not on this system");
  }
}
