package serverbench.models.handover;

import java.io.IOException;
import java.util.function.Function;
import serverbench.http.BufferPool;
import serverbench.http.Limits;
import serverbench.models.connection.DeadlineSweep;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.connection.NonBlockingConnection.Wait;
import serverbench.net.Poller;
import serverbench.server.Counters;

/**
 * The connections of a server whose threads share one poller with {@code Trigger.ONE_SHOT}: an
 * event is told to one thread, and the descriptor is silent until that thread, or whoever it gave
 * the connection to, arms it again. So a connection is served by one thread at a time, and its
 * answers are in order.
 *
 * @param <T> what the model hands to its threads for a connection; made once for each
 */
public final class OneShotConnections<T> {

  /** Takes a claimed connection, which has to be released by whoever gets it at last. */
  @FunctionalInterface
  public interface Sink<T> {
    void take(T work) throws IOException;
  }

  private final Poller poller;
  private final BufferPool pool;
  private final Limits limits;
  private final Counters counters;
  private final Function<SharedConnection<T>, T> workFor;
  private final DeadlineSweep sweep;
  private final ConnectionTable<SharedConnection<T>> table = new ConnectionTable<>();
  private volatile boolean draining;

  /**
   * @param pool for any number of threads
   * @param workFor makes what the model hands to its threads for a connection
   */
  public OneShotConnections(
      Poller poller,
      BufferPool pool,
      Limits limits,
      Counters counters,
      Function<SharedConnection<T>, T> workFor) {
    this.poller = poller;
    this.pool = pool;
    this.limits = limits;
    this.counters = counters;
    this.workFor = workFor;
    this.sweep = new DeadlineSweep(limits, System.nanoTime());
  }

  public int size() {
    return table.size();
  }

  /**
   * Takes an accepted non-blocking socket and arms it for its first request. A socket that the
   * poller cannot take is closed and counted. Any thread.
   */
  public void open(int socket, long nowNanos) throws IOException {
    SharedConnection<T> shared =
        new SharedConnection<>(new NonBlockingConnection(socket, pool, limits, counters, nowNanos));
    shared.work = workFor.apply(shared);
    shared.deadlineNanos = shared.connection.http().deadlineNanos();
    shared.claim.arming();
    table.put(socket, shared);
    try {
      poller.add(socket, Poller.READ);
      shared.claim.armed();
    } catch (IOException e) {
      // Not armed first: a stale event of this number's last owner must not find it.
      shared.claim.disarmed();
      shared.connection.refused(e);
      close(shared);
      return;
    }
    if (draining) {
      drain(shared);
    }
  }

  /** Claims the connection for an event on this descriptor; null when the event is stale. */
  public T claim(int fd) {
    SharedConnection<T> shared = table.get(fd);
    return shared != null && shared.claim.takeForEvent() ? shared.work : null;
  }

  /** Gives a claimed connection up: arms it for what it waits for, or closes it. The owner. */
  public void release(SharedConnection<T> shared, Wait wait) throws IOException {
    boolean drained = draining;
    if (wait == Wait.CLOSED || drained && shared.connection.drain()) {
      close(shared);
      return;
    }
    int socket = shared.connection.socket();
    shared.wait = wait;
    shared.deadlineNanos = shared.connection.http().deadlineNanos();
    shared.claim.arming();
    try {
      poller.modify(socket, interest(wait));
    } finally {
      shared.claim.armed();
    }
    if (draining && !drained) {
      drain(shared);
    }
  }

  /** How long the polling thread may wait before it calls {@link #expire}. */
  public long waitNanos(long nowNanos) {
    return sweep.waitNanos(nowNanos);
  }

  /**
   * Claims every connection whose deadline has passed, once it is time to look; it goes on with a
   * 408 or the end. Polling thread, once a turn.
   */
  public void expire(long nowNanos, Sink<T> sink) throws IOException {
    if (!sweep.isDue(nowNanos)) {
      return;
    }
    for (int fd = 0; fd < table.bound(); fd++) {
      SharedConnection<T> shared = table.get(fd);
      if (shared == null || !shared.claim.isArmed()) {
        continue;
      }
      long deadlineNanos = shared.deadlineNanos;
      if (deadlineNanos == Long.MAX_VALUE || nowNanos - deadlineNanos < 0) {
        sweep.saw(deadlineNanos);
      } else if (shared.claim.takeArmed()) {
        if (shared.connection.expire(nowNanos)) {
          sink.take(shared.work);
        } else {
          release(shared, shared.wait);
        }
      }
    }
    sweep.end(nowNanos);
  }

  /**
   * The server stops: idle connections are closed, the others end with their present answer. When
   * the last has ended the poller is woken. Any thread.
   */
  public void drain() throws IOException {
    // First the flag, then the walk: whoever arms a connection meanwhile sees one of the two.
    draining = true;
    for (int fd = 0; fd < table.bound(); fd++) {
      SharedConnection<T> shared = table.get(fd);
      if (shared != null) {
        drain(shared);
      }
    }
  }

  /** Closes what is left, whoever owns it: only after every thread has ended. */
  public void closeAll() {
    for (int fd = 0; fd < table.bound(); fd++) {
      SharedConnection<T> shared = table.get(fd);
      if (shared != null) {
        close(shared);
      }
    }
  }

  private void drain(SharedConnection<T> shared) throws IOException {
    if (shared.claim.takeArmed()) {
      release(shared, shared.wait);
    }
  }

  private void close(SharedConnection<T> shared) {
    int socket = shared.connection.socket();
    table.remove(socket);
    poller.remove(socket);
    shared.connection.close();
    if (draining && table.size() == 0) {
      poller.wakeup();
    }
  }

  private static int interest(Wait wait) {
    return switch (wait) {
      case READABLE -> Poller.READ;
      case WRITABLE -> Poller.WRITE;
      // A socket that can take bytes is reported at once: the connection comes round again.
      case TURN -> Poller.READ | Poller.WRITE;
      case HANDLER, CLOSED -> throw new IllegalStateException("nothing to arm for: " + wait);
    };
  }
}
