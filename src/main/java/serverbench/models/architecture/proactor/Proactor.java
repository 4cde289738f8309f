package serverbench.models.architecture.proactor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import serverbench.models.connection.DeadlineSweep;
import serverbench.models.lifecycle.LoopState;
import serverbench.net.Poller;
import serverbench.net.WakeupFd;

/**
 * Takes completions from the processor's queue and calls the handler of each (Harrison, Pyarali,
 * Schmidt and Jordan, "Proactor", 1997). It belongs to the thread in {@link #run}, but for {@link
 * #drain} and {@link #abort}.
 *
 * <pre>
 *   SERVING --drain--> DRAINING --connections have ended, or abort--> nothing in flight: end
 * </pre>
 */
final class Proactor implements AutoCloseable {

  /** An answer leaves with the turn's one call, unless its turn takes longer than this. */
  private static final long HELD_BACK_NANOS = 200_000;

  private final AsynchronousOperationProcessor processor;
  private final Connections connections;
  private final DeadlineSweep sweep;
  private final WakeupFd wakeup = WakeupFd.open();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment signals = arena.allocate(ValueLayout.JAVA_LONG);
  private final CompletionHandler onWakeup = this::wokenUp;
  private Acceptor acceptor;
  private int wakeupRead;
  private boolean ending;
  private volatile LoopState state = LoopState.SERVING;

  Proactor(AsynchronousOperationProcessor processor, Connections connections, DeadlineSweep sweep)
      throws IOException {
    this.processor = processor;
    this.connections = connections;
    this.sweep = sweep;
  }

  /** Dispatches completions until it is told to stop and no operation is left in flight. */
  void run(Acceptor acceptor) throws IOException {
    this.acceptor = acceptor;
    processor.own();
    try {
      serve();
    } finally {
      end();
    }
  }

  private void serve() throws IOException {
    awaitWakeup();
    acceptor.start(System.nanoTime());
    while (state == LoopState.SERVING) {
      handleEvents();
    }
    acceptor.stop();
    connections.forEach(Connection::drain);
    while (state == LoopState.DRAINING && connections.size() > 0) {
      handleEvents();
    }
  }

  /** Cancels what is in flight and waits for that, since its memory is the kernel's until then. */
  private void end() throws IOException {
    ending = true;
    acceptor.stop();
    connections.forEach(Connection::abort);
    processor.cancel(wakeupRead);
    while (processor.inFlight() > 0) {
      handleEvents();
    }
    // Only those whose handler failed: they have no operation that could still end them.
    connections.forEach(Connection::release);
  }

  /** Ends {@link #run} once the connections have ended. Any thread. */
  void drain() {
    state = LoopState.DRAINING;
    wakeup.signal();
  }

  /** Ends {@link #run} soon. Any thread. */
  void abort() {
    state = LoopState.ABORTED;
    wakeup.signal();
  }

  /** Gives everything back; after {@link #run} has ended. */
  @Override
  public void close() {
    processor.close();
    wakeup.close();
    arena.close();
  }

  private void handleEvents() throws IOException {
    int completed = processor.await(waitNanos());
    long nowNanos = System.nanoTime();
    long initiatedNanos = nowNanos;
    int dispatched = 0;
    try {
      while (dispatched < completed) {
        processor.dispatch(dispatched++, nowNanos);
        long afterNanos = System.nanoTime();
        if (afterNanos - initiatedNanos > HELD_BACK_NANOS) {
          // A handler was slow, and more of them are to come before the turn's own call.
          processor.initiate();
          initiatedNanos = afterNanos;
        }
      }
    } finally {
      processor.release(dispatched);
    }
    acceptor.resume(nowNanos);
    if (sweep.isDue(nowNanos)) {
      connections.forEach(connection -> expire(connection, nowNanos));
      sweep.end(nowNanos);
    }
  }

  private void expire(Connection connection, long nowNanos) throws IOException {
    long deadlineNanos = connection.deadlineNanos();
    if (deadlineNanos != Long.MAX_VALUE && nowNanos - deadlineNanos >= 0) {
      connection.expire();
    } else {
      sweep.saw(deadlineNanos);
    }
  }

  private long waitNanos() {
    long nowNanos = System.nanoTime();
    long resume = acceptor.resumeNanos();
    long untilResume = resume == Long.MAX_VALUE ? Poller.FOREVER : Math.max(0, resume - nowNanos);
    long untilSweep = connections.size() == 0 ? Poller.FOREVER : sweep.waitNanos(nowNanos);
    return Math.min(untilSweep, untilResume);
  }

  /** Signals come as any other bytes do: by an operation that reads them. */
  private void awaitWakeup() throws IOException {
    wakeupRead = processor.read(wakeup.fd(), signals.address(), Long.BYTES, onWakeup);
  }

  private void wokenUp(int result, int flags, long nowNanos) throws IOException {
    if (!ending) {
      awaitWakeup();
    }
  }
}
