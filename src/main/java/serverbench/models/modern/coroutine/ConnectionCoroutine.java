package serverbench.models.modern.coroutine;

import java.io.IOException;
import serverbench.http.BufferPool;
import serverbench.http.HttpConnection.Next;
import serverbench.http.Limits;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.server.Counters;
import serverbench.server.Handler;

/**
 * One connection as a coroutine. What a compiler would make of
 *
 * <pre>
 *   init(); while (read()) { process(); write(); } done();
 * </pre>
 *
 * with a suspension point in read and write is written out by hand:
 *
 * <pre>
 *                    yield READABLE                       yield WRITABLE
 *                       .----.                               .----.
 *                       |    v    request                    |    v
 *   INIT ------------> READING ----------> PROCESSING ----> WRITING
 *                       |  ^                ^    |  pipelined |  |
 *                       |  |                '----'&lt;-----------'  |
 *                       |  '--- yield READABLE ---- answer sent -'
 *                       |
 *                       '--- end, error, timeout (from WRITING too) ---> DONE
 * </pre>
 *
 * <p>The first READING does not yield before it has tried: the request is mostly there already when
 * the connection is accepted, and a connection for one request then needs no poller at all.
 */
public final class ConnectionCoroutine implements Coroutine {

  /** Where it will go on. */
  public enum State {
    INIT,
    READING,
    PROCESSING,
    WRITING,
    DONE
  }

  /** Told every state that a coroutine enters. */
  @FunctionalInterface
  public interface Trace {
    Trace NONE = (socket, state) -> {};

    void entered(int socket, State state);
  }

  private final int socket;
  private final BufferPool pool;
  private final Limits limits;
  private final Counters counters;
  private final Handler handler;
  private final Trace trace;
  private State state = State.INIT;

  /** From INIT on. */
  private NonBlockingConnection connection;

  public ConnectionCoroutine(
      int socket, BufferPool pool, Limits limits, Counters counters, Handler handler, Trace trace) {
    this.socket = socket;
    this.pool = pool;
    this.limits = limits;
    this.counters = counters;
    this.handler = handler;
    this.trace = trace;
    trace.entered(socket, State.INIT);
  }

  @Override
  public int fd() {
    return socket;
  }

  @Override
  public Yield resume(long nowNanos) {
    while (true) {
      switch (state) {
        case INIT -> {
          connection = new NonBlockingConnection(socket, pool, limits, counters, nowNanos);
          enter(State.READING);
        }
        case READING -> {
          connection.receive(nowNanos);
          if (connection.next() == Next.READ) {
            return Yield.READABLE;
          }
          enterNext();
        }
        case PROCESSING -> {
          connection.handle(handler);
          enterNext();
        }
        case WRITING -> {
          connection.send(nowNanos);
          if (connection.next() == Next.WRITE) {
            return Yield.WRITABLE;
          }
          enterNext();
          if (state == State.READING) {
            return Yield.READABLE;
          }
        }
        case DONE -> {
          return Yield.DONE;
        }
      }
    }
  }

  @Override
  public long deadlineNanos() {
    return state == State.INIT ? Long.MAX_VALUE : connection.http().deadlineNanos();
  }

  @Override
  public Yield expire(long nowNanos) {
    connection.expire(nowNanos);
    enterNext();
    return state == State.READING ? Yield.READABLE : resume(nowNanos);
  }

  @Override
  public void refused(IOException cause) {
    connection.refused(cause);
  }

  @Override
  public boolean drain() {
    return state == State.INIT || connection.drain();
  }

  @Override
  public void close() {
    if (state == State.INIT) {
      connection = new NonBlockingConnection(socket, pool, limits, counters, System.nanoTime());
    }
    if (state != State.DONE) {
      enter(State.DONE);
    }
    connection.close();
  }

  private void enterNext() {
    if (connection.next() == Next.LINGER) {
      connection.shutdownOutput();
    }
    enter(
        switch (connection.next()) {
          case READ, LINGER -> State.READING;
          case HANDLE -> State.PROCESSING;
          case WRITE -> State.WRITING;
          case CLOSE -> State.DONE;
        });
  }

  private void enter(State entered) {
    state = entered;
    trace.entered(socket, entered);
  }
}
