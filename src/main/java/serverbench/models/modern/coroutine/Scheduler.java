package serverbench.models.modern.coroutine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.Limits;
import serverbench.models.connection.DeadlineSweep;
import serverbench.models.connection.FdTable;
import serverbench.models.connection.LoopInbox;
import serverbench.models.lifecycle.LoopState;
import serverbench.models.modern.coroutine.Coroutine.Yield;
import serverbench.net.Poller;

/**
 * Resumes coroutines, all of them on the thread in {@link #run}:
 *
 * <pre>
 *   spawn --> [ready queue] --resume--> coroutine --yield READABLE, WRITABLE--> parked at the poller
 *                  ^                        |                                          |
 *                  |                        '-- DONE --> closed, forgotten             |
 *                  '---------------------------- descriptor is ready -----------------'
 * </pre>
 *
 * <p>Everything but {@link #submit}, {@link #drain} and {@link #abort} belongs to that thread. A
 * coroutine that does not yield keeps all others waiting.
 */
public final class Scheduler implements AutoCloseable {

  /** A coroutine, and what the poller watches its descriptor for. */
  private static final class Live {
    static final int NEVER_WATCHED = -1;

    final Coroutine coroutine;
    int interest = NEVER_WATCHED;

    Live(Coroutine coroutine) {
      this.coroutine = coroutine;
    }
  }

  private final Poller poller;
  private final BufferPool pool = new ConfinedBufferPool();
  private final FdTable<Live> coroutines = new FdTable<>();
  private final Queue<Live> ready = new ArrayDeque<>();
  private final LoopInbox<Coroutine> submitted;
  private final DeadlineSweep sweep;
  private volatile LoopState state = LoopState.SERVING;

  public Scheduler(Poller poller, Limits limits) {
    this.poller = poller;
    this.submitted = new LoopInbox<>(poller);
    this.sweep = new DeadlineSweep(limits, System.nanoTime());
  }

  /** How many live, parked or ready. */
  public int size() {
    return coroutines.size();
  }

  /** Memory for the coroutines that run here. */
  public BufferPool pool() {
    return pool;
  }

  /** Resumes coroutines until it is told to stop and they have ended. */
  public void run() throws IOException {
    try {
      while (state == LoopState.SERVING) {
        turn();
      }
      drainCoroutines();
      while (state == LoopState.DRAINING && coroutines.size() > 0) {
        turn();
        // Again each turn: one may have been submitted late.
        drainCoroutines();
      }
    } finally {
      closeCoroutines();
    }
  }

  /** A new coroutine, to be resumed for the first time before this thread waits again. */
  public void spawn(Coroutine coroutine) {
    Live live = new Live(coroutine);
    coroutines.put(coroutine.fd(), live);
    ready.add(live);
  }

  /** The same from any thread. */
  public void submit(Coroutine coroutine) {
    submitted.put(coroutine);
  }

  /** Ends {@link #run} once the coroutines have ended. Any thread. */
  public void drain() {
    state = LoopState.DRAINING;
    poller.wakeup();
  }

  /** Ends {@link #run} at once. Any thread. */
  public void abort() {
    state = LoopState.ABORTED;
    poller.wakeup();
  }

  /** After {@link #run} has ended: what came too late for it must not stay open. */
  @Override
  public void close() {
    spawnSubmitted();
    closeCoroutines();
    poller.close();
    pool.close();
  }

  /** For a coroutine that stops being resumed on readiness, or begins again. */
  void watch(Coroutine coroutine, int interest) throws IOException {
    Live live = coroutines.get(coroutine.fd());
    if (live.interest == Live.NEVER_WATCHED) {
      if (interest == 0) {
        return;
      }
      poller.add(coroutine.fd(), interest);
    } else if (live.interest != interest) {
      poller.modify(coroutine.fd(), interest);
    }
    live.interest = interest;
  }

  private void turn() throws IOException {
    int events = submitted.await(ready.isEmpty() ? waitNanos() : 0);
    long nowNanos = System.nanoTime();
    for (int i = 0; i < events; i++) {
      Live live = coroutines.get(poller.readyFd(i));
      // Null for the hang-up of one that has ended.
      if (live != null) {
        ready.add(live);
      }
    }
    spawnSubmitted();
    for (Live live = ready.poll(); live != null; live = ready.poll()) {
      park(live.coroutine, live.coroutine.resume(nowNanos));
    }
    expire(nowNanos);
  }

  private void spawnSubmitted() {
    for (Coroutine coroutine = submitted.poll(); coroutine != null; coroutine = submitted.poll()) {
      spawn(coroutine);
    }
  }

  /** Sees to it that the coroutine is resumed when what it yielded for has come. */
  private void park(Coroutine coroutine, Yield yield) throws IOException {
    if (yield == Yield.DONE || !isWatchedFor(coroutine, yield)) {
      end(coroutine);
    } else {
      sweep.pull(coroutine.deadlineNanos());
    }
  }

  /** Watches for what it yielded for; false when it is lost to the poller, which it knows then. */
  private boolean isWatchedFor(Coroutine coroutine, Yield yield) throws IOException {
    try {
      watch(
          coroutine,
          switch (yield) {
            case READABLE -> Poller.READ;
            case WRITABLE -> Poller.WRITE;
            case DEADLINE, DONE -> 0;
          });
      return true;
    } catch (IOException e) {
      coroutine.refused(e);
      return false;
    }
  }

  private void expire(long nowNanos) throws IOException {
    if (!sweep.isDue(nowNanos)) {
      return;
    }
    for (int fd = 0; fd < coroutines.bound(); fd++) {
      Live live = coroutines.get(fd);
      if (live != null) {
        long deadlineNanos = live.coroutine.deadlineNanos();
        if (deadlineNanos != Long.MAX_VALUE && nowNanos - deadlineNanos >= 0) {
          park(live.coroutine, live.coroutine.expire(nowNanos));
        } else {
          sweep.saw(deadlineNanos);
        }
      }
    }
    sweep.end(nowNanos);
  }

  private void drainCoroutines() throws IOException {
    for (int fd = 0; fd < coroutines.bound(); fd++) {
      Live live = coroutines.get(fd);
      if (live != null && live.coroutine.drain()) {
        end(live.coroutine);
      }
    }
  }

  private void closeCoroutines() {
    for (int fd = 0; fd < coroutines.bound(); fd++) {
      Live live = coroutines.get(fd);
      if (live != null) {
        end(live.coroutine);
      }
    }
  }

  private void end(Coroutine coroutine) {
    poller.remove(coroutine.fd());
    coroutines.remove(coroutine.fd());
    coroutine.close();
  }

  private long waitNanos() {
    return coroutines.size() == 0 ? Poller.FOREVER : sweep.waitNanos(System.nanoTime());
  }
}
