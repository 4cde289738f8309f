package serverbench.models.architecture.eventloop;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import serverbench.models.connection.FdTable;
import serverbench.models.connection.LoopInbox;
import serverbench.models.connection.Timer;
import serverbench.models.connection.TimerHeap;
import serverbench.net.Poller;

/**
 * One thread and its phases, after the loop of Node.js (libuv):
 *
 * <pre>
 *        .---------------------------------------------------------------.
 *        v                                                               |
 *   wait: poller, until the next timer --> queue: callbacks of what is   |
 *        ^                                 ready, callbacks posted       |
 *        |                                         v                     |
 *   posted from another thread             run all that are queued       |
 *                                                  v                     |
 *                                          run timers that are due ------'
 * </pre>
 *
 * <p>A callback that queues another one has it run in the next turn, so that none can keep the loop
 * from its sockets. Everything but {@link #post} belongs to the thread in {@link #run}; no callback
 * may block.
 */
public final class EventLoop implements AutoCloseable {

  /** What happens when something did; on the loop's thread. */
  @FunctionalInterface
  public interface Callback {
    void run(long nowNanos) throws IOException;
  }

  /** A descriptor that is watched, and what to call when it is ready. */
  public final class Watch implements Callback {
    private final int fd;
    private int interest;
    private Callback callback;
    private boolean open = true;

    private Watch(int fd, int interest, Callback callback) {
      this.fd = fd;
      this.interest = interest;
      this.callback = callback;
    }

    /** Watches for this from now on; costs a system call only when it changes. */
    public void on(int wanted, Callback next) throws IOException {
      callback = next;
      if (interest != wanted) {
        interest = wanted;
        poller.modify(fd, wanted);
      }
    }

    /** Ends the watching of a descriptor that the caller closes next. */
    public void end() {
      open = false;
      poller.remove(fd);
      watches.remove(fd);
    }

    /** As a queued callback: the descriptor was ready at the beginning of this turn. */
    @Override
    public void run(long nowNanos) throws IOException {
      // A callback that ran earlier in this turn may have closed it.
      if (open) {
        callback.run(nowNanos);
      }
    }
  }

  private final Poller poller;
  private final LoopInbox<Callback> posted;
  private final FdTable<Watch> watches = new FdTable<>();
  private final Queue<Callback> callbacks = new ArrayDeque<>();
  private final TimerHeap timers = new TimerHeap();
  private boolean running = true;

  public EventLoop(Poller poller) {
    this.poller = poller;
    this.posted = new LoopInbox<>(poller);
  }

  /** Goes round until {@link #stop}. */
  public void run() throws IOException {
    while (running) {
      turn();
    }
  }

  /** Makes {@link #run} return after this turn. */
  public void stop() {
    running = false;
  }

  /**
   * Calls back each time the descriptor is ready for this.
   *
   * @throws IOException when the poller refuses it, which is then not watched
   */
  public Watch watch(int fd, int interest, Callback callback) throws IOException {
    poller.add(fd, interest);
    Watch watch = new Watch(fd, interest, callback);
    watches.put(fd, watch);
    return watch;
  }

  /** Calls back once in the next turn. */
  public void enqueue(Callback callback) {
    callbacks.add(callback);
  }

  /** Calls back once, on the loop's thread, which is woken when it waits. Any thread. */
  public void post(Callback callback) {
    posted.put(callback);
  }

  /** Calls back once after this time. */
  public Timer setTimeout(long delayNanos, Callback callback) {
    Timer timer = new Timer(callback::run);
    setTimeout(timer, System.nanoTime() + delayNanos);
    return timer;
  }

  /** Makes a timer run at this time, whenever it was to run before. */
  public void setTimeout(Timer timer, long dueNanos) {
    timers.arm(timer, dueNanos);
  }

  /** The timer does not run; nothing happens when it already did. */
  public void clearTimeout(Timer timer) {
    timers.cancel(timer);
  }

  /** After {@link #run} has ended. */
  @Override
  public void close() {
    poller.close();
  }

  private void turn() throws IOException {
    int ready = posted.await(callbacks.isEmpty() ? timers.waitNanos(System.nanoTime()) : 0);
    long nowNanos = System.nanoTime();
    enqueueReady(ready);
    for (int left = callbacks.size(); left > 0; left--) {
      callbacks.remove().run(nowNanos);
    }
    timers.runDue(nowNanos);
  }

  private void enqueueReady(int ready) {
    for (int i = 0; i < ready; i++) {
      Watch watch = watches.get(poller.readyFd(i));
      if (watch != null) {
        callbacks.add(watch);
      }
    }
    for (Callback callback = posted.poll(); callback != null; callback = posted.poll()) {
      callbacks.add(callback);
    }
  }
}
