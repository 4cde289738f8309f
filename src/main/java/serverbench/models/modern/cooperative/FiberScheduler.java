package serverbench.models.modern.cooperative;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import serverbench.models.connection.FdTable;
import serverbench.models.connection.TimerHeap;
import serverbench.net.Poller;

/**
 * A scheduler of {@link Fiber}s on one thread:
 *
 * <pre>
 *                   run()                       yield: await(fd, ...), sleep(...)
 *   ready queue ----------> the fiber that runs ---------------------------------.
 *     ^      ^                 |                                                 v
 *     |      |                 '-- body returned --> forgotten            blocked set
 *     |      '--- deadline (timer heap) ------------------------------------+  |
 *     '---------- descriptor ready (poller) -----------------------------------'
 * </pre>
 *
 * <p>How a fiber stops in the middle of ordinary, deeply nested code and goes on there later: its
 * body runs inside a {@code jdk.internal.vm.Continuation}, the part of virtual threads (JEP 444)
 * that is not about scheduling. {@code Continuation.run()} calls the body on the scheduler's own
 * stack. {@code Continuation.yield(scope)}, however deep in the body, copies the frames between
 * itself and that {@code run()} into an object on the heap, a stack chunk, takes them off the
 * stack, and makes {@code run()} return to the scheduler. The next {@code run()} puts the topmost
 * frames back onto the stack (the others follow when these return: lazy copy) and goes on behind
 * the {@code yield}, locals and all. A switch is thus a copy of some hundred bytes, about 100 ns,
 * and a fiber at rest is as large as the frames it had. Virtual threads do exactly this; what they
 * add, the choice of which to run where and when, is what this class does instead.
 *
 * <p>Rules for code in a fiber:
 *
 * <ul>
 *   <li>No {@code yield} with a native frame between it and {@code run()}: a callback out of native
 *       code, a class initializer. Such frames may hold addresses of themselves and cannot be
 *       copied; the fiber is pinned and {@code yield} throws. Calls into native code that return
 *       before the {@code yield}, such as recv(2), are fine.
 *   <li>No {@code yield} while a monitor is held. Until JDK 23 that pinned, too; since JEP 491 the
 *       lock goes with the frames, and the next fiber that wants it blocks the thread, which then
 *       waits for a fiber that only it could run: a deadlock.
 *   <li>What blocks the thread (Thread.sleep, a lock that another thread holds) blocks every fiber:
 *       the scheduling is cooperative.
 *   <li>Locals of the thread ({@code ThreadLocal}) are those of all fibers together.
 * </ul>
 *
 * <p>Owned by the thread in {@link #run}; only {@link #wakeup} is for others.
 */
final class FiberScheduler implements AutoCloseable {

  /** What {@link #await} says. */
  enum Outcome {
    READY,
    TIMED_OUT
  }

  /** A descriptor that a fiber has blocked on. */
  private static final class Blocking {
    /** The fiber that is blocked on it now, or null. */
    Fiber fiber;

    int interest;
  }

  private final Poller poller;
  private final Queue<Fiber> ready = new ArrayDeque<>();
  private final FdTable<Blocking> blocked = new FdTable<>();
  private final TimerHeap deadlines = new TimerHeap();
  private Fiber running;
  private int live;

  FiberScheduler(Poller poller) {
    this.poller = poller;
  }

  /** A new fiber, which runs for the first time before this thread waits again. */
  void spawn(Fiber.Body body) {
    live++;
    ready.add(new Fiber(body, this::resumeAtDeadline));
  }

  /** Fibers whose body has not returned. */
  int live() {
    return live;
  }

  /**
   * One turn: waits unless a fiber is ready, then runs each that is, until it blocks or ends.
   *
   * @throws IOException what a body threw
   */
  void turn() throws IOException {
    int events = poller.await(ready.isEmpty() ? deadlines.waitNanos(System.nanoTime()) : 0);
    for (int i = 0; i < events; i++) {
      unblock(poller.readyFd(i));
    }
    deadlines.runDue(System.nanoTime());
    for (int left = ready.size(); left > 0; left--) {
      runOnce(ready.remove());
    }
  }

  private void runOnce(Fiber fiber) throws IOException {
    running = fiber;
    // One that throws has ended as well: whoever waits until none is left must not wait for it.
    boolean ended = true;
    try {
      ended = fiber.run();
    } finally {
      running = null;
      if (ended) {
        live--;
        deadlines.cancel(fiber.timer);
      }
    }
  }

  /**
   * Blocks the running fiber until the descriptor is ready or the time is over.
   *
   * @param interest {@link Poller#READ} or {@link Poller#WRITE}
   * @param timeoutNanos {@link Poller#FOREVER} for no limit
   * @throws IOException at once, when the poller refuses the descriptor
   */
  Outcome await(int fd, int interest, long timeoutNanos) throws IOException {
    Fiber fiber = running;
    Blocking blocking = watch(fd, interest);
    blocking.fiber = fiber;
    block(fiber, timeoutNanos);
    blocking.fiber = null;
    return fiber.outcome;
  }

  /** Blocks the running fiber for this time. */
  void sleep(long nanos) {
    block(running, nanos);
  }

  /** Lets every other fiber that is ready run first. */
  void yieldToOthers() {
    Fiber fiber = running;
    fiber.outcome = Outcome.READY;
    ready.add(fiber);
    Fiber.yield();
  }

  /** Forgets a descriptor, which the caller closes next. */
  void forget(int fd) {
    if (blocked.get(fd) != null) {
      poller.remove(fd);
      blocked.remove(fd);
    }
  }

  /** Makes the present or the next {@link #turn} go round. Any thread. */
  void wakeup() {
    poller.wakeup();
  }

  @Override
  public void close() {
    poller.close();
  }

  private void block(Fiber fiber, long timeoutNanos) {
    fiber.isBlocked = true;
    if (timeoutNanos == Poller.FOREVER) {
      fiber.deadlineNanos = Long.MAX_VALUE;
    } else {
      fiber.deadlineNanos = System.nanoTime() + timeoutNanos;
      // A deadline that has moved on leaves the timer where it is: it looks again when it comes.
      if (!fiber.timer.isDueBy(fiber.deadlineNanos)) {
        deadlines.arm(fiber.timer, fiber.deadlineNanos);
      }
    }
    Fiber.yield();
  }

  private void unblock(int fd) throws IOException {
    Blocking blocking = blocked.get(fd);
    if (blocking == null) {
      return;
    }
    if (blocking.fiber == null) {
      // Ready for something that no fiber waits for now: not to be told again and again.
      blocking.interest = 0;
      poller.modify(fd, 0);
    } else if (blocking.fiber.isBlocked) {
      makeReady(blocking.fiber, Outcome.READY);
    }
  }

  private void resumeAtDeadline(Fiber fiber, long nowNanos) {
    if (!fiber.isBlocked || fiber.deadlineNanos == Long.MAX_VALUE) {
      return;
    }
    if (nowNanos - fiber.deadlineNanos >= 0) {
      makeReady(fiber, Outcome.TIMED_OUT);
    } else {
      deadlines.arm(fiber.timer, fiber.deadlineNanos);
    }
  }

  private void makeReady(Fiber fiber, Outcome outcome) {
    fiber.isBlocked = false;
    fiber.outcome = outcome;
    ready.add(fiber);
  }

  private Blocking watch(int fd, int interest) throws IOException {
    Blocking blocking = blocked.get(fd);
    if (blocking == null) {
      poller.add(fd, interest);
      blocking = new Blocking();
      blocked.put(fd, blocking);
    } else if (blocking.interest != interest) {
      poller.modify(fd, interest);
    }
    blocking.interest = interest;
    return blocking;
  }
}
