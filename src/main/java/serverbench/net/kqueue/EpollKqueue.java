package serverbench.net.kqueue;

import java.io.IOException;
import java.lang.foreign.Arena;
import serverbench.net.Epoll;
import serverbench.net.Errno;
import serverbench.net.Sockets;
import serverbench.net.Timeout;

/**
 * kevent() on Linux, by translation: READ and WRITE onto epoll, TIMER onto timerfd, USER onto
 * eventfd. The two filters of a descriptor are independent in kqueue (each may be edge- or
 * level-triggered, one-shot, disabled), while epoll has one registration for both; so writing has
 * an epoll descriptor of its own, which is watched by the first like any other descriptor:
 *
 * <pre>
 *   kevent --wait--> readers (epoll) --+--> sockets, READ
 *                                      +--> timerfd, eventfd
 *                                      +--> writers (epoll) ----> sockets, WRITE
 * </pre>
 *
 * <p>Each change costs an epoll_ctl(2), where a kernel with a kqueue takes them all in one call.
 */
final class EpollKqueue implements Kqueue {

  private static final long READER = 0;
  private static final long WRITER = 1;
  private static final long OWN = 2;
  private static final long ALL_WRITERS = 3;
  private static final int MOST_EVENTS = 1024;
  private static final int BROKEN = Epoll.HUP | Epoll.ERR;

  private final Epoll readers;
  private final Epoll writers;
  private final DescriptorWatches reading;
  private final DescriptorWatches writing;
  private final OwnWatches own;
  private final Arena arena = Arena.ofShared();

  private EpollKqueue(Epoll readers, Epoll writers) {
    this.readers = readers;
    this.writers = writers;
    reading = new DescriptorWatches(readers, Epoll.IN | Epoll.RDHUP, READER);
    writing = new DescriptorWatches(writers, Epoll.OUT, WRITER);
    own = new OwnWatches(readers, OWN);
  }

  static EpollKqueue open() throws IOException {
    Epoll readers = Epoll.open(MOST_EVENTS);
    Epoll writers = null;
    try {
      writers = Epoll.open(MOST_EVENTS);
      int result = readers.control(Epoll.ADD, writers.fd(), Epoll.IN, ALL_WRITERS << 32);
      if (result < 0) {
        throw Errno.failure("epoll_ctl", result);
      }
      return new EpollKqueue(readers, writers);
    } catch (IOException e) {
      readers.close();
      if (writers != null) {
        writers.close();
      }
      throw e;
    }
  }

  @Override
  public Kevents newList(int capacity) {
    return new Kevents(KeventLayout.LIBKQUEUE, capacity, arena);
  }

  @Override
  public int kevent(Kevents changes, Kevents events, long timeoutNanos) {
    events.clear();
    int failed = change(changes, events);
    if (failed < 0 || events.size() > 0 || events.capacity() == 0) {
      return failed < 0 ? failed : events.size();
    }
    int most = Math.min(events.capacity(), MOST_EVENTS);
    int ready = readers.await(most, Timeout.millis(timeoutNanos));
    if (ready < 0) {
      return ready;
    }
    boolean writersReady = false;
    for (int i = 0; i < ready; i++) {
      long data = readers.data(i);
      long kind = data >>> 32;
      if (kind == ALL_WRITERS) {
        writersReady = true;
      } else if (kind == OWN) {
        own.report((int) data, events);
      } else {
        report((int) data, Filter.READ, readers.mask(i), Epoll.RDHUP | BROKEN, reading, events);
      }
    }
    return writersReady ? takeWriters(most, events) : events.size();
  }

  @Override
  public long data(Kevents events, int index) throws IOException {
    if ((events.flags(index) & EV_ERROR) != 0) {
      return events.data(index);
    }
    int fd = (int) events.ident(index);
    return switch (events.filter(index)) {
      case READ -> Sockets.readable(fd);
      case WRITE -> Sockets.writable(fd);
      case TIMER, USER -> events.data(index);
    };
  }

  @Override
  public void close() {
    own.close();
    writers.close();
    readers.close();
    arena.close();
  }

  /** Makes the changes; failures become events, or the result where there is no room for them. */
  private int change(Kevents changes, Kevents events) {
    for (int i = 0; i < changes.size(); i++) {
      int fd = (int) changes.ident(i);
      int result =
          switch (changes.filter(i)) {
            case READ -> reading.change(fd, changes.flags(i));
            case WRITE -> writing.change(fd, changes.flags(i));
            case TIMER, USER -> own.change(changes, i);
          };
      if (result < 0) {
        if (events.size() == events.capacity()) {
          return result;
        }
        events.append(changes.ident(i), changes.filter(i), EV_ERROR, 0, -result);
      }
    }
    return 0;
  }

  private int takeWriters(int most, Kevents events) {
    int ready = writers.await(most - events.size(), 0);
    for (int i = 0; i < ready; i++) {
      report((int) writers.data(i), Filter.WRITE, writers.mask(i), BROKEN, writing, events);
    }
    return events.size();
  }

  private static void report(
      int fd, Filter filter, int mask, int endOfFile, DescriptorWatches watches, Kevents events) {
    int flags = (mask & endOfFile) != 0 ? EV_EOF : 0;
    events.append(fd, filter, flags, 0, 0);
    watches.reported(fd);
  }
}
