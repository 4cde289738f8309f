package serverbench.net.kqueue;

import java.io.IOException;

/**
 * A kernel event queue as kqueue(2) describes it: one call hands over changes to what is watched
 * and takes what has happened. A watch is known by its filter and ident. Closing a descriptor ends
 * the watches on it.
 *
 * <p>Owned by one thread; only changes that trigger a user event ({@link #NOTE_TRIGGER}) may come
 * from any thread, with an event list of no capacity.
 */
public interface Kqueue extends AutoCloseable {

  /** Watch, or change how it is watched; enables it too, unless EV_DISABLE is given as well. */
  int EV_ADD = 0x1;

  int EV_DELETE = 0x2;
  int EV_ENABLE = 0x4;

  /** Keep the watch but report nothing. */
  int EV_DISABLE = 0x8;

  /** Report once, then delete. */
  int EV_ONESHOT = 0x10;

  /** Report a change of state once, instead of a state as long as it lasts. */
  int EV_CLEAR = 0x20;

  /** In an event: a change that could not be made; data is the error number. */
  int EV_ERROR = 0x4000;

  /** In an event: the peer has closed its side, or the connection broke. */
  int EV_EOF = 0x8000;

  /** Triggers a user event. */
  int NOTE_TRIGGER = 0x0100_0000;

  /** A list for {@link #kevent}; lives as long as the queue. */
  Kevents newList(int capacity);

  /**
   * Makes the changes, then waits for events. A change that fails is reported as an event with
   * EV_ERROR where the list has room, and then nothing is waited for.
   *
   * @param events filled anew; with no capacity the call returns after the changes
   * @param timeoutNanos 0 returns at once, {@link serverbench.net.Poller#FOREVER} waits; ignored
   *     when there is no room for events
   * @return how many events there are, or the negated errno
   */
  int kevent(Kevents changes, Kevents events, long timeoutNanos);

  /**
   * The data of an event. The kernels that have a kqueue put it into the event; elsewhere it costs
   * a system call, and is made only when asked for.
   */
  long data(Kevents events, int index) throws IOException;

  @Override
  void close();
}
