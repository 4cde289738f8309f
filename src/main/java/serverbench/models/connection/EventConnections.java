package serverbench.models.connection;

import java.io.IOException;
import serverbench.http.BufferPool;
import serverbench.http.Limits;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.connection.NonBlockingConnection.Wait;
import serverbench.net.Poller;
import serverbench.server.Counters;

/**
 * The connections of one event loop: finds them by descriptor, keeps the poller's interest in step
 * with what each waits for, and ends those whose deadline has passed. Owned by the loop's thread.
 */
public final class EventConnections {

  private final Poller poller;
  private final BufferPool pool;
  private final Limits limits;
  private final Counters counters;
  private final Turn turn;
  private final DeadlineSweep sweep;
  private final FdTable<Entry> entries = new FdTable<>();
  private boolean draining;

  /** What a loop does with a connection that can go on. */
  @FunctionalInterface
  public interface Resume {
    void resume(NonBlockingConnection connection) throws IOException;
  }

  /** A connection and what the poller watches it for now. */
  private static final class Entry {
    final NonBlockingConnection connection;
    int interest;
    boolean lent;

    Entry(NonBlockingConnection connection, int interest) {
      this.connection = connection;
      this.interest = interest;
    }
  }

  /**
   * @param turn as the poller is triggered: under {@link Turn#UNTIL_WOULD_BLOCK} both directions
   *     are watched once and for all, since each edge is told once
   */
  public EventConnections(
      Poller poller, BufferPool pool, Limits limits, Counters counters, Turn turn) {
    this.poller = poller;
    this.pool = pool;
    this.limits = limits;
    this.counters = counters;
    this.turn = turn;
    this.sweep = new DeadlineSweep(limits, System.nanoTime());
  }

  public int size() {
    return entries.size();
  }

  /**
   * Takes an accepted non-blocking socket and watches it for its first request. A socket that the
   * poller cannot take is closed and counted.
   */
  public void open(int socket, long nowNanos) {
    int interest = turn == Turn.ONE_RECEIVE ? Poller.READ : Poller.READ | Poller.WRITE;
    NonBlockingConnection connection =
        new NonBlockingConnection(socket, pool, limits, counters, nowNanos);
    try {
      poller.add(socket, interest);
    } catch (IOException e) {
      connection.refused(e);
      connection.close();
      return;
    }
    entries.put(socket, new Entry(connection, interest));
  }

  /** The connection on this descriptor, or null when an earlier event of the turn closed it. */
  public NonBlockingConnection get(int fd) {
    Entry entry = entries.get(fd);
    return entry == null ? null : entry.connection;
  }

  /**
   * The connection is with another thread until {@link #takeBack}: it does not expire and is not
   * closed meanwhile. It stays watched, because mostly nothing comes before the answer; when
   * something does, {@code await(connection, Wait.HANDLER)} makes the poller silent about it.
   */
  public void lend(NonBlockingConnection connection) {
    entries.get(connection.socket()).lent = true;
  }

  public boolean isLent(NonBlockingConnection connection) {
    return entries.get(connection.socket()).lent;
  }

  /** The connection is back with the loop. */
  public void takeBack(NonBlockingConnection connection) {
    entries.get(connection.socket()).lent = false;
    if (draining) {
      connection.http().drain();
    }
  }

  /** Sees to it that the connection is resumed when what it waits for is there, or closes it. */
  public void await(NonBlockingConnection connection, Wait wait) throws IOException {
    switch (wait) {
      case READABLE -> {
        if (draining && connection.http().isIdle()) {
          close(connection);
        } else {
          watch(connection, Poller.READ);
        }
      }
      case WRITABLE -> watch(connection, Poller.WRITE);
      case HANDLER -> watch(connection, 0);
      // Setting an edge-triggered interest again makes the kernel tell the present state once more.
      case TURN -> poller.modify(connection.socket(), Poller.READ | Poller.WRITE);
      case CLOSED -> close(connection);
    }
  }

  /** How long the loop may wait before it calls {@link #expire}. */
  public long waitNanos(long nowNanos) {
    return entries.size() == 0 ? Poller.FOREVER : sweep.waitNanos(nowNanos);
  }

  /**
   * Shows every connection whose deadline has passed to the loop, once it is time to look; it goes
   * on with a 408 or the end. To be called once a turn.
   */
  public void expire(long nowNanos, Resume loop) throws IOException {
    if (!sweep.isDue(nowNanos)) {
      return;
    }
    for (int fd = 0; fd < entries.bound(); fd++) {
      NonBlockingConnection connection = here(fd);
      if (connection != null) {
        if (connection.expire(nowNanos)) {
          loop.resume(connection);
        } else {
          sweep.saw(connection.http().deadlineNanos());
        }
      }
    }
    sweep.end(nowNanos);
  }

  /** The server stops: idle connections are closed, the others end with their present answer. */
  public void drain() {
    draining = true;
    for (int fd = 0; fd < entries.bound(); fd++) {
      NonBlockingConnection connection = here(fd);
      if (connection != null && connection.drain()) {
        close(connection);
      }
    }
  }

  /** Closes what is left and not lent. */
  public void closeAll() {
    for (int fd = 0; fd < entries.bound(); fd++) {
      NonBlockingConnection connection = here(fd);
      if (connection != null) {
        close(connection);
      }
    }
  }

  /** Closes what was lent: only after every thread that had some has ended. */
  public void closeLent() {
    for (int fd = 0; fd < entries.bound(); fd++) {
      NonBlockingConnection connection = get(fd);
      if (connection != null) {
        close(connection);
      }
    }
  }

  /** The connection on this descriptor, or null when there is none or it is lent. */
  private NonBlockingConnection here(int fd) {
    Entry entry = entries.get(fd);
    return entry == null || entry.lent ? null : entry.connection;
  }

  private void watch(NonBlockingConnection connection, int interest) throws IOException {
    if (turn == Turn.ONE_RECEIVE) {
      Entry entry = entries.get(connection.socket());
      if (entry.interest != interest) {
        entry.interest = interest;
        poller.modify(connection.socket(), interest);
      }
    }
  }

  private void close(NonBlockingConnection connection) {
    poller.remove(connection.socket());
    entries.remove(connection.socket());
    connection.close();
  }
}
