package serverbench.models.architecture.leaderfollower;

import java.io.IOException;
import serverbench.models.handover.OneShotAcceptor;
import serverbench.models.handover.OneShotConnections;
import serverbench.models.lifecycle.LoopState;
import serverbench.net.Poller;

/**
 * The handles that the leader waits for. A handle that is reported is deactivated by the same
 * system call (one-shot), before the next leader can wait, so no two threads get the same one;
 * whoever served it activates it again. Events that one wait reported together are given to one
 * leader after the other without asking the kernel again.
 *
 * <p>Owned by the leader; taking leadership orders memory.
 */
final class HandleSet {

  /** What is to be done about an event, by the thread that has just given up leadership. */
  @FunctionalInterface
  interface Event {
    void handle() throws IOException;
  }

  private final Poller poller;
  private final OneShotAcceptor acceptor;
  private final OneShotConnections<Event> connections;
  private final Event accept;
  private int reported;
  private int taken;
  private boolean drained;

  private volatile LoopState state = LoopState.SERVING;

  HandleSet(Poller poller, OneShotAcceptor acceptor, OneShotConnections<Event> connections) {
    this.poller = poller;
    this.acceptor = acceptor;
    this.connections = connections;
    accept = () -> acceptor.accept(System.nanoTime());
  }

  /** The next event; waits for it. Null when the server has stopped and no connection is left. */
  Event next() throws IOException {
    while (state == LoopState.SERVING || state == LoopState.DRAINING && !hasEnded()) {
      while (taken < reported) {
        Event event = claim(poller.readyFd(taken++));
        if (event != null) {
          return event;
        }
      }
      await();
    }
    return null;
  }

  /** Makes the present leader look. Any thread. */
  void enter(LoopState next) {
    state = next;
    poller.wakeup();
  }

  private Event claim(int fd) {
    if (acceptor.watches(fd)) {
      return acceptor.claim() ? accept : null;
    }
    return connections.claim(fd);
  }

  private void await() throws IOException {
    long now = System.nanoTime();
    acceptor.resume(now);
    // These are over: a 408 or the end, which needs no handler and cannot hold the leader up.
    connections.expire(now, Event::handle);
    taken = 0;
    reported = 0;
    reported = poller.await(Math.min(acceptor.waitNanos(now), connections.waitNanos(now)));
  }

  /** Tells the connections that the server stops, the first time; whether all have ended. */
  private boolean hasEnded() throws IOException {
    if (!drained) {
      drained = true;
      acceptor.stop();
      connections.drain();
    }
    return connections.size() == 0;
  }
}
