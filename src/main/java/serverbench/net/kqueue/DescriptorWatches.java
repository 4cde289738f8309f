package serverbench.net.kqueue;

import static serverbench.net.kqueue.Kqueue.EV_ADD;
import static serverbench.net.kqueue.Kqueue.EV_CLEAR;
import static serverbench.net.kqueue.Kqueue.EV_DELETE;
import static serverbench.net.kqueue.Kqueue.EV_DISABLE;
import static serverbench.net.kqueue.Kqueue.EV_ENABLE;
import static serverbench.net.kqueue.Kqueue.EV_ONESHOT;

import java.util.Arrays;
import serverbench.net.Epoll;
import serverbench.net.Errno;

/**
 * The watches of one filter, READ or WRITE, as registrations of an epoll descriptor that has no
 * other filter's: epoll knows one registration for a descriptor, kqueue one for each filter.
 *
 * <pre>
 *   absent --ADD--> enabled --DISABLE--> disabled      a disabled one is not registered at all:
 *      ^              |  ^                  |          epoll would report a hang-up without being
 *      |              |  +-----ENABLE-------+          asked for it
 *      +--DELETE------+ close(2), ONESHOT reported
 * </pre>
 *
 * <p>What was closed without being deleted is found out by the next operation on that number, as
 * epoll knows it and this table does not.
 */
final class DescriptorWatches {

  private final Epoll epoll;
  private final int mask;
  private final long kind;

  /** EV_CLEAR, EV_ONESHOT and EV_DISABLE as last given for each descriptor. */
  private byte[] flags = new byte[256];

  /**
   * @param kind upper half of the data that events carry; the lower is the descriptor
   */
  DescriptorWatches(Epoll epoll, int mask, long kind) {
    this.epoll = epoll;
    this.mask = mask;
    this.kind = kind;
  }

  /** Makes a change; 0 or the negated errno. */
  int change(int fd, int change) {
    if ((change & EV_ADD) != 0) {
      remember(fd, change & (EV_CLEAR | EV_ONESHOT | EV_DISABLE));
      return (change & EV_DISABLE) != 0 ? deregisterIfThere(fd) : register(fd);
    }
    if ((change & EV_DELETE) != 0) {
      boolean disabled = (flags(fd) & EV_DISABLE) != 0;
      remember(fd, 0);
      return disabled ? 0 : deregister(fd);
    }
    if ((change & EV_ENABLE) != 0) {
      boolean disabled = (flags(fd) & EV_DISABLE) != 0;
      remember(fd, flags(fd) & ~EV_DISABLE);
      // Enabling what is enabled changes nothing, but tells whether it is there at all.
      return disabled ? register(fd) : epoll.control(Epoll.MODIFY, fd, events(fd), data(fd));
    }
    if ((change & EV_DISABLE) != 0 && (flags(fd) & EV_DISABLE) == 0) {
      remember(fd, flags(fd) | EV_DISABLE);
      return deregister(fd);
    }
    return 0;
  }

  /** An event of this descriptor is handed out. */
  void reported(int fd) {
    if ((flags(fd) & EV_ONESHOT) != 0) {
      remember(fd, 0);
      deregister(fd);
    }
  }

  private int register(int fd) {
    int result = epoll.control(Epoll.ADD, fd, events(fd), data(fd));
    return result == -Errno.EEXIST ? epoll.control(Epoll.MODIFY, fd, events(fd), data(fd)) : result;
  }

  private int events(int fd) {
    return mask | ((flags(fd) & EV_CLEAR) != 0 ? Epoll.EDGE : 0);
  }

  private long data(int fd) {
    return kind << 32 | fd;
  }

  private int deregister(int fd) {
    return epoll.control(Epoll.DELETE, fd, 0, 0);
  }

  private int deregisterIfThere(int fd) {
    int result = deregister(fd);
    return result == -Errno.ENOENT ? 0 : result;
  }

  private int flags(int fd) {
    return fd < flags.length ? flags[fd] : 0;
  }

  private void remember(int fd, int value) {
    if (fd >= flags.length) {
      flags = Arrays.copyOf(flags, Math.max(fd + 1, 2 * flags.length));
    }
    flags[fd] = (byte) value;
  }
}
