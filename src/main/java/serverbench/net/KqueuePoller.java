package serverbench.net;

import java.io.IOException;
import java.util.Arrays;
import serverbench.net.kqueue.Filter;
import serverbench.net.kqueue.Kevents;
import serverbench.net.kqueue.Kqueue;
import serverbench.net.kqueue.KqueueBackend;

/**
 * kqueue(2): the kernel keeps the watches, as epoll does, but changes to them travel with the call
 * that waits: those of a whole turn are handed over in one kevent(2), and those that cancel each
 * other are never made. Each direction of a descriptor is a watch of its own.
 *
 * <p>{@link KqueueBackend} says where the queue comes from.
 */
public final class KqueuePoller implements Poller {

  private static final int MOST_CHANGES = 1024;
  private static final int MOST_EVENTS = 1024;
  private static final long WAKEUP = 0;

  private final KqueueBackend backend;
  private final Kqueue kqueue;
  private final Kevents changes;
  private final Kevents events;
  private final Kevents none;
  private final Kevents trigger;
  private boolean open = true;

  /** By descriptor: what it is to be watched for, and what the queue knows of that. */
  private byte[] wanted = new byte[256];

  private byte[] told = new byte[256];

  /** Descriptors whose two may differ, each once or more. */
  private int[] changed = new int[256];

  private int changedCount;

  private int[] readyFds = new int[MOST_EVENTS];
  private byte[] readyEvents = new byte[MOST_EVENTS];

  /** Where a descriptor stands in the ready list, if the list agrees. */
  private int[] readyPlaces = new int[256];

  public KqueuePoller() throws IOException {
    this(KqueueBackend.best());
  }

  public KqueuePoller(KqueueBackend backend) throws IOException {
    this.backend = backend;
    kqueue = backend.open();
    changes = kqueue.newList(MOST_CHANGES);
    events = kqueue.newList(MOST_EVENTS);
    none = kqueue.newList(0);
    trigger = kqueue.newList(1);
    trigger.append(WAKEUP, Filter.USER, 0, Kqueue.NOTE_TRIGGER, 0);
    changes.append(WAKEUP, Filter.USER, Kqueue.EV_ADD | Kqueue.EV_CLEAR, 0, 0);
    try {
      handOver();
    } catch (IOException e) {
      kqueue.close();
      throw e;
    }
  }

  /** Where the queue comes from. */
  public KqueueBackend backend() {
    return backend;
  }

  @Override
  public void add(int fd, int interest) throws IOException {
    ensureRoom(fd);
    wanted[fd] = (byte) interest;
    told[fd] = 0;
    // At once, so that a refusal is known to the one who asked.
    tell(fd);
    handOver();
  }

  @Override
  public void modify(int fd, int interest) {
    wanted[fd] = (byte) interest;
    if (changedCount == changed.length) {
      changed = Arrays.copyOf(changed, 2 * changedCount);
    }
    changed[changedCount++] = fd;
  }

  @Override
  public void remove(int fd) {
    // close(2) ends the watches; a change of this turn must not reach the number's next owner.
    wanted[fd] = 0;
    told[fd] = 0;
  }

  @Override
  public int await(long timeoutNanos) throws IOException {
    for (int i = 0; i < changedCount; i++) {
      tell(changed[i]);
    }
    changedCount = 0;
    int count = kqueue.kevent(changes, events, timeoutNanos);
    changes.clear();
    if (count < 0) {
      if (count == -Errno.EINTR) {
        return 0;
      }
      throw Errno.failure("kevent", count);
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
  public synchronized void wakeup() {
    if (open) {
      int result = kqueue.kevent(trigger, none, 0);
      if (result < 0) {
        throw new IllegalStateException(Errno.failure("kevent", result));
      }
    }
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      kqueue.close();
    }
  }

  /** Merges the events of a descriptor's two directions into one. */
  private int collect(int count) throws IOException {
    int ready = 0;
    for (int i = 0; i < count; i++) {
      if ((events.flags(i) & Kqueue.EV_ERROR) != 0) {
        throw Errno.failure("kevent", (int) -kqueue.data(events, i));
      }
      Filter filter = events.filter(i);
      if (filter != Filter.USER) {
        int fd = (int) events.ident(i);
        int place = readyPlaces[fd];
        if (place >= ready || readyFds[place] != fd) {
          place = ready++;
          readyPlaces[fd] = place;
          readyFds[place] = fd;
          readyEvents[place] = 0;
        }
        readyEvents[place] |= (byte) (filter == Filter.READ ? READ : WRITE);
      }
    }
    return ready;
  }

  private void tell(int fd) throws IOException {
    int difference = wanted[fd] ^ told[fd];
    if ((difference & READ) != 0) {
      append(fd, Filter.READ, wanted[fd] & READ);
    }
    if ((difference & WRITE) != 0) {
      append(fd, Filter.WRITE, wanted[fd] & WRITE);
    }
    told[fd] = wanted[fd];
  }

  private void append(int fd, Filter filter, int on) throws IOException {
    if (changes.size() == changes.capacity()) {
      handOver();
    }
    changes.append(fd, filter, on != 0 ? Kqueue.EV_ADD : Kqueue.EV_DELETE, 0, 0);
  }

  /** Hands the changes over without waiting. */
  private void handOver() throws IOException {
    int result = kqueue.kevent(changes, none, 0);
    changes.clear();
    Errno.check("kevent", result);
  }

  private void ensureRoom(int fd) {
    if (fd >= wanted.length) {
      int length = Math.max(fd + 1, 2 * wanted.length);
      wanted = Arrays.copyOf(wanted, length);
      told = Arrays.copyOf(told, length);
      readyPlaces = Arrays.copyOf(readyPlaces, length);
    }
  }
}
