package serverbench.models.handover;

import java.io.IOException;
import java.util.function.LongSupplier;
import serverbench.models.connection.EventAcceptor;
import serverbench.net.ListeningSocket;
import serverbench.net.Poller;

/**
 * The listening socket as one more descriptor of a one-shot poller: whoever claims its event
 * accepts, one thread at a time, and arms it again.
 */
public final class OneShotAcceptor {

  private final Poller poller;
  private final ListeningSocket listener;
  private final EventAcceptor acceptor;
  private final EventAcceptor.Sink sink;
  private final Claim claim = new Claim();
  private volatile long resumeNanos = Long.MAX_VALUE;
  private volatile boolean stopped;

  /** Begins to watch the listening socket, which does not block. */
  public OneShotAcceptor(
      Poller poller,
      ListeningSocket listener,
      int mostConnections,
      LongSupplier liveConnections,
      EventAcceptor.Sink sink)
      throws IOException {
    this.poller = poller;
    this.listener = listener;
    this.sink = sink;
    // It needs not be told what to watch: a one-shot descriptor is silent until it is armed.
    acceptor = new EventAcceptor(listener, interest -> {}, mostConnections, liveConnections);
    claim.arming();
    poller.add(listener.fd(), Poller.READ);
    claim.armed();
  }

  /** Whether an event on this descriptor is for the acceptor. */
  public boolean watches(int fd) {
    return fd == listener.fd();
  }

  /** Claims the event; if so {@link #accept} has to follow, on any thread. */
  public boolean claim() {
    return claim.takeForEvent();
  }

  /** Takes every connection that waits, then gives the claim up. */
  public void accept(long nowNanos) throws IOException {
    if (!stopped) {
      acceptor.accept(sink, nowNanos);
    }
    release();
  }

  /** Watches again after a pause, when there is room now. Polling thread, once a turn. */
  public void resume(long nowNanos) throws IOException {
    long due = resumeNanos;
    if (due != Long.MAX_VALUE && nowNanos - due >= 0 && claim.takeArmed()) {
      acceptor.resume(nowNanos);
      release();
    }
  }

  /** How long the polling thread may wait before it calls {@link #resume}. */
  public long waitNanos(long nowNanos) {
    long due = resumeNanos;
    return due == Long.MAX_VALUE ? Poller.FOREVER : Math.max(0, due - nowNanos);
  }

  /** Accepts no more. Any thread. */
  public void stop() {
    stopped = true;
  }

  private void release() throws IOException {
    long due = stopped ? Long.MAX_VALUE : acceptor.resumeNanos();
    resumeNanos = due;
    claim.arming();
    try {
      if (due == Long.MAX_VALUE && !stopped) {
        poller.modify(listener.fd(), Poller.READ);
      }
    } finally {
      claim.armed();
    }
    if (due != Long.MAX_VALUE) {
      // The polling thread may wait already, without knowing that it has something to resume.
      poller.wakeup();
    }
  }
}
