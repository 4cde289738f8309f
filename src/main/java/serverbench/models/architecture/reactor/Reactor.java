package serverbench.models.architecture.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.Limits;
import serverbench.models.connection.DeadlineSweep;
import serverbench.models.connection.FdTable;
import serverbench.models.connection.LoopInbox;
import serverbench.models.lifecycle.LoopState;
import serverbench.net.Poller;

/**
 * The dispatcher of the pattern: waits at its demultiplexer (a {@link Poller}), finds the handler
 * that is registered for each ready descriptor, and calls it. It knows nothing of connections or
 * HTTP: "don't call us, we'll call you" (Schmidt, "Reactor", 1995).
 *
 * <p>Everything but {@link #execute}, {@link #drain} and {@link #abort} belongs to the thread in
 * {@link #run}.
 */
public final class Reactor implements AutoCloseable {

  /** Work for the reactor's thread that came from another one. */
  @FunctionalInterface
  public interface Task {
    void run(long nowNanos) throws IOException;
  }

  private static final class Registration {
    EventHandler handler;
    int interest;
  }

  private final Poller demultiplexer;
  private final BufferPool pool = new ConfinedBufferPool();
  private final FdTable<Registration> registrations = new FdTable<>();
  private final LoopInbox<Task> tasks;
  private final DeadlineSweep sweep;
  private volatile LoopState state = LoopState.SERVING;

  public Reactor(Poller demultiplexer, Limits limits) {
    this.demultiplexer = demultiplexer;
    this.tasks = new LoopInbox<>(demultiplexer);
    this.sweep = new DeadlineSweep(limits, System.nanoTime());
  }

  /** Memory for the connections whose handlers run here. */
  public BufferPool pool() {
    return pool;
  }

  /** Dispatches events until it is told to stop and its handlers have finished. */
  public void run() throws IOException {
    try {
      while (state == LoopState.SERVING) {
        handleEvents();
      }
      drainHandlers();
      while (state == LoopState.DRAINING && registrations.size() > 0) {
        handleEvents();
        // Again each turn: a task may have registered another handler.
        drainHandlers();
      }
    } finally {
      closeHandlers();
    }
  }

  /**
   * Registers a handler for a descriptor, in place of the one that it may have had.
   *
   * @throws IOException when the demultiplexer refuses a new one, which is then not registered
   */
  public void register(int fd, int interest, EventHandler handler) throws IOException {
    Registration registration = registrations.get(fd);
    if (registration == null) {
      demultiplexer.add(fd, interest);
      registration = new Registration();
      registrations.put(fd, registration);
    } else if (registration.interest != interest) {
      demultiplexer.modify(fd, interest);
    }
    registration.handler = handler;
    registration.interest = interest;
  }

  /** Forgets a descriptor, which the caller closes next. */
  public void deregister(int fd) {
    demultiplexer.remove(fd);
    registrations.remove(fd);
  }

  /** Makes the handler's deadline be looked at no later than this. */
  public void callAt(long deadlineNanos) {
    sweep.pull(deadlineNanos);
  }

  /** Has the reactor's thread do something in its next turn. Any thread. */
  public void execute(Task task) {
    tasks.put(task);
  }

  /** Ends {@link #run} once the handlers have ended. Any thread. */
  public void drain() {
    state = LoopState.DRAINING;
    demultiplexer.wakeup();
  }

  /** Ends {@link #run} at once. Any thread. */
  public void abort() {
    state = LoopState.ABORTED;
    demultiplexer.wakeup();
  }

  /** After {@link #run} has ended: tasks that came too late for it must not leave anything open. */
  @Override
  public void close() {
    try {
      runTasks(System.nanoTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      closeHandlers();
    }
    demultiplexer.close();
    pool.close();
  }

  private void handleEvents() throws IOException {
    int ready = tasks.await(waitNanos());
    long nowNanos = System.nanoTime();
    for (int i = 0; i < ready; i++) {
      Registration registration = registrations.get(demultiplexer.readyFd(i));
      // Null when a handler that ran earlier in this turn closed the descriptor.
      if (registration != null) {
        registration.handler.handleEvent(nowNanos);
      }
    }
    runTasks(nowNanos);
    handleTimeouts(nowNanos);
  }

  private void runTasks(long nowNanos) throws IOException {
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run(nowNanos);
    }
  }

  private void handleTimeouts(long nowNanos) throws IOException {
    if (sweep.isDue(nowNanos)) {
      for (int fd = 0; fd < registrations.bound(); fd++) {
        Registration registration = registrations.get(fd);
        if (registration != null) {
          handleTimeout(registration.handler, nowNanos);
        }
      }
      sweep.end(nowNanos);
    }
  }

  private void handleTimeout(EventHandler handler, long nowNanos) throws IOException {
    long deadlineNanos = handler.deadlineNanos();
    if (deadlineNanos != Long.MAX_VALUE && nowNanos - deadlineNanos >= 0) {
      handler.handleTimeout(nowNanos);
    } else {
      sweep.saw(deadlineNanos);
    }
  }

  private void drainHandlers() throws IOException {
    for (int fd = 0; fd < registrations.bound(); fd++) {
      Registration registration = registrations.get(fd);
      if (registration != null) {
        registration.handler.handleDrain();
      }
    }
  }

  private void closeHandlers() {
    for (int fd = 0; fd < registrations.bound(); fd++) {
      Registration registration = registrations.get(fd);
      if (registration != null) {
        deregister(fd);
        registration.handler.close();
      }
    }
  }

  private long waitNanos() {
    return registrations.size() == 0 ? Poller.FOREVER : sweep.waitNanos(System.nanoTime());
  }
}
