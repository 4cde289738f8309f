package serverbench.models.modern.actor;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpmcUnboundedXaddArrayQueue;

/**
 * Gives actors that have messages to a fixed number of threads.
 *
 * <pre>
 *   schedule --> [ queue of actors, each in it once at most ] --> thread 1: ActorRef.run
 *                                                             '-> thread N
 * </pre>
 *
 * <p>To wake a thread costs more than most messages, so one is woken at a time: while it is on its
 * way ("searching") further actors only join the queue, and it wakes the next thread itself when it
 * finds more than it takes. Under load the threads that are awake find work without any wake-up; a
 * thread that blocks in a handler has left the rest to the others.
 *
 * <pre>
 *   a thread:  BUSY --queue empty--> IDLE (parked) --woken, or saw work after all--> BUSY
 * </pre>
 */
final class Dispatcher {

  private static final int QUEUE_CHUNK = 1024;
  private static final int BUSY = 0;
  private static final int IDLE = 1;

  private static final class Worker {
    final AtomicInteger state = new AtomicInteger(BUSY);
    volatile Thread thread;
  }

  private final MpmcUnboundedXaddArrayQueue<ActorRef> queue =
      new MpmcUnboundedXaddArrayQueue<>(QUEUE_CHUNK);
  private final Worker[] workers;
  private final AtomicInteger idle = new AtomicInteger();

  /** Whether a woken thread has not found its first actor yet. */
  private final AtomicBoolean searching = new AtomicBoolean();

  private volatile boolean stopped;

  Dispatcher(int threads) {
    workers = new Worker[threads];
    for (int i = 0; i < threads; i++) {
      workers[i] = new Worker();
    }
  }

  int threads() {
    return workers.length;
  }

  /** An actor has messages and is not scheduled yet. Any thread. */
  void schedule(ActorRef actor) {
    queue.offer(actor);
    wakeOne();
  }

  /** What thread number {@code index} does until {@link #stop}. */
  void run(int index) throws IOException {
    Worker self = workers[index];
    self.thread = Thread.currentThread();
    boolean searcher = false;
    while (!stopped) {
      ActorRef actor = queue.poll();
      if (searcher) {
        searcher = false;
        searching.set(false);
        if (!queue.isEmpty()) {
          wakeOne();
        }
      }
      if (actor != null) {
        actor.run();
      } else {
        searcher = rest(self);
      }
    }
  }

  /** The threads end after what they are doing. Any thread. */
  void stop() {
    stopped = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker.thread);
    }
  }

  /**
   * On the calling thread, when all others have ended: what is scheduled and what follows of it.
   */
  void runUntilIdle() throws IOException {
    for (ActorRef actor = queue.poll(); actor != null; actor = queue.poll()) {
      actor.run();
    }
  }

  /** Parks until woken; false when it saw work itself and nobody woke it. */
  private boolean rest(Worker self) {
    self.state.set(IDLE);
    idle.incrementAndGet();
    // Whoever put an actor into the queue before it could see us idle relies on this look.
    if ((!queue.isEmpty() || stopped) && self.state.compareAndSet(IDLE, BUSY)) {
      idle.decrementAndGet();
      return false;
    }
    while (self.state.get() == IDLE) {
      LockSupport.park(this);
      if (stopped && self.state.compareAndSet(IDLE, BUSY)) {
        idle.decrementAndGet();
        return false;
      }
    }
    return true;
  }

  private void wakeOne() {
    while (idle.get() > 0 && searching.compareAndSet(false, true)) {
      for (Worker worker : workers) {
        if (worker.state.get() == IDLE && worker.state.compareAndSet(IDLE, BUSY)) {
          idle.decrementAndGet();
          LockSupport.unpark(worker.thread);
          return;
        }
      }
      searching.set(false);
      if (queue.isEmpty()) {
        return;
      }
    }
  }
}
