package serverbench.net.kqueue;

import static serverbench.net.kqueue.Kqueue.EV_ADD;
import static serverbench.net.kqueue.Kqueue.EV_CLEAR;
import static serverbench.net.kqueue.Kqueue.EV_DELETE;
import static serverbench.net.kqueue.Kqueue.EV_DISABLE;
import static serverbench.net.kqueue.Kqueue.EV_ENABLE;
import static serverbench.net.kqueue.Kqueue.EV_ONESHOT;
import static serverbench.net.kqueue.Kqueue.NOTE_TRIGGER;

import java.util.HashMap;
import java.util.Map;
import serverbench.net.Epoll;
import serverbench.net.Errno;
import serverbench.net.NativeIoException;
import serverbench.net.WakeupFd;

/**
 * The watches of TIMER and USER, which on Linux need a descriptor of their own: a timerfd or an
 * eventfd. Few, and triggered from any thread: synchronized.
 */
final class OwnWatches implements AutoCloseable {

  private record Key(Filter filter, long ident) {}

  private sealed interface Source extends AutoCloseable {
    int fd();

    /** Takes what made it ready; what the event's data is. */
    long take(int flags);

    @Override
    void close();
  }

  private record Timer(TimerFd timer) implements Source {
    @Override
    public int fd() {
      return timer.fd();
    }

    @Override
    public long take(int flags) {
      return timer.expirations();
    }

    @Override
    public void close() {
      timer.close();
    }
  }

  private record User(WakeupFd event) implements Source {
    @Override
    public int fd() {
      return event.fd();
    }

    @Override
    public long take(int flags) {
      if ((flags & EV_CLEAR) != 0) {
        event.reset();
      }
      return 0;
    }

    @Override
    public void close() {
      event.close();
    }
  }

  private static final class Watch {
    final Key key;
    final Source source;
    int flags;

    Watch(Key key, Source source) {
      this.key = key;
      this.source = source;
    }
  }

  private final Epoll epoll;
  private final long kind;
  private final Map<Key, Watch> byKey = new HashMap<>();
  private final Map<Integer, Watch> byFd = new HashMap<>();

  /**
   * @param kind upper half of the data that events carry; the lower is the watch's descriptor
   */
  OwnWatches(Epoll epoll, long kind) {
    this.epoll = epoll;
    this.kind = kind;
  }

  /** Makes the change at this index of the list; 0 or the negated errno. */
  synchronized int change(Kevents changes, int index) {
    Key key = new Key(changes.filter(index), changes.ident(index));
    int flags = changes.flags(index);
    Watch watch = byKey.get(key);
    if (watch == null) {
      if ((flags & EV_ADD) == 0) {
        return -Errno.ENOENT;
      }
      try {
        watch = open(key);
      } catch (NativeIoException e) {
        return -e.errno();
      }
    }
    if ((flags & EV_DELETE) != 0) {
      delete(watch);
      return 0;
    }
    return apply(watch, flags, changes.fflags(index), changes.data(index));
  }

  /** Appends the event of a ready descriptor, if it is one still. */
  synchronized void report(int fd, Kevents events) {
    Watch watch = byFd.get(fd);
    if (watch == null) {
      return;
    }
    long data = watch.source.take(watch.flags);
    if (watch.key.filter == Filter.USER || data > 0) {
      events.append(watch.key.ident, watch.key.filter, watch.flags, 0, data);
      if ((watch.flags & EV_ONESHOT) != 0) {
        delete(watch);
      }
    }
  }

  @Override
  public synchronized void close() {
    byKey.values().forEach(watch -> watch.source.close());
    byKey.clear();
    byFd.clear();
  }

  private int apply(Watch watch, int flags, int fflags, long data) {
    int result = 0;
    if ((flags & EV_ADD) != 0) {
      watch.flags = flags & (EV_CLEAR | EV_ONESHOT);
      if (watch.source instanceof Timer timer) {
        result = timer.timer.start(data, (flags & EV_ONESHOT) != 0 ? 0 : Math.max(1, data));
      }
    }
    if (result == 0 && (flags & (EV_ADD | EV_ENABLE | EV_DISABLE)) != 0) {
      int mask = (flags & EV_DISABLE) != 0 ? 0 : Epoll.IN;
      int fd = watch.source.fd();
      result = epoll.control(Epoll.MODIFY, fd, mask, kind << 32 | fd);
    }
    if (result == 0 && (fflags & NOTE_TRIGGER) != 0 && watch.source instanceof User user) {
      user.event.signal();
    }
    return result;
  }

  private Watch open(Key key) throws NativeIoException {
    Source source =
        key.filter == Filter.TIMER ? new Timer(TimerFd.open()) : new User(WakeupFd.open());
    int result = epoll.control(Epoll.ADD, source.fd(), 0, kind << 32 | source.fd());
    if (result < 0) {
      source.close();
      throw Errno.failure("epoll_ctl", result);
    }
    Watch watch = new Watch(key, source);
    byKey.put(key, watch);
    byFd.put(source.fd(), watch);
    return watch;
  }

  private void delete(Watch watch) {
    byKey.remove(watch.key);
    byFd.remove(watch.source.fd());
    // close(2) takes it out of the epoll set.
    watch.source.close();
  }
}
