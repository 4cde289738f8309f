package serverbench.models.architecture.halfsyncasync;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.function.LongSupplier;
import serverbench.http.BufferPool;
import serverbench.http.HttpConnection.Next;
import serverbench.http.Limits;
import serverbench.models.connection.EventAcceptor;
import serverbench.models.connection.EventConnections;
import serverbench.models.connection.LoopInbox;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.connection.NonBlockingConnection.Wait;
import serverbench.models.lifecycle.LoopState;
import serverbench.net.ListeningSocket;
import serverbench.net.Poller;
import serverbench.server.Counters;

/**
 * The asynchronous half: one event loop, the only thread that accepts, receives and sends.
 *
 * <pre>
 *   readable --receive--> complete request --> queue to the sync layer
 *        |                                          |
 *        | queue full: not received,                v
 *        | not watched until there is room     inbox of answers --send--> watched again
 * </pre>
 */
final class AsyncLayer {

  private final SyncLayer sync;
  private final ListeningSocket listener;
  private final Poller poller;
  private final EventAcceptor acceptor;
  private final EventConnections connections;
  private final LoopInbox<NonBlockingConnection> answers;
  private final LongSupplier nanoClock;

  /**
   * Connections that wait for room in the queue, in the order in which they came; watched for
   * nothing, and none of them lent.
   */
  private final LinkedHashSet<NonBlockingConnection> held = new LinkedHashSet<>();

  private long nowNanos;

  private volatile LoopState state = LoopState.SERVING;

  AsyncLayer(
      SyncLayer sync,
      ListeningSocket listener,
      Poller poller,
      BufferPool pool,
      Limits limits,
      Counters counters,
      LongSupplier nanoClock)
      throws IOException {
    this.sync = sync;
    this.listener = listener;
    this.poller = poller;
    this.nanoClock = nanoClock;
    answers = new LoopInbox<>(poller);
    connections = new EventConnections(poller, pool, limits, counters, Turn.ONE_RECEIVE);
    poller.add(listener.fd(), Poller.READ);
    acceptor =
        new EventAcceptor(
            listener,
            interest -> poller.modify(listener.fd(), interest),
            limits.connections(),
            connections::size);
  }

  /** The loop, on its own thread. */
  void run() throws IOException {
    try {
      while (state == LoopState.SERVING) {
        turn();
      }
      acceptor.stop();
      connections.drain();
      while (state == LoopState.DRAINING && connections.size() > 0) {
        turn();
      }
    } finally {
      connections.closeAll();
      sync.close();
    }
  }

  /** Takes a connection back whose answer is encoded. Workers. */
  void answered(NonBlockingConnection connection) {
    answers.put(connection);
  }

  /** Makes the loop look. Any thread. */
  void enter(LoopState next) {
    state = next;
    poller.wakeup();
  }

  /** After every thread has ended. */
  void closeLent() {
    connections.closeLent();
  }

  private void turn() throws IOException {
    int ready = answers.await(waitNanos());
    nowNanos = nanoClock.getAsLong();
    for (int i = 0; i < ready; i++) {
      int fd = poller.readyFd(i);
      if (fd == listener.fd()) {
        acceptor.accept(socket -> connections.open(socket, nowNanos), nowNanos);
      } else {
        onReady(connections.get(fd));
      }
    }
    for (NonBlockingConnection c = answers.poll(); c != null; c = answers.poll()) {
      connections.takeBack(c);
      settle(c);
    }
    submitHeld();
    sync.wake();
    acceptor.resume(nowNanos);
    connections.expire(nowNanos, this::expired);
  }

  private void onReady(NonBlockingConnection connection) throws IOException {
    if (connection == null || held.contains(connection)) {
      // Whatever the interest is, epoll tells once of a client that has gone. A held connection
      // meets that in its turn: it may not be at a receive, and would be submitted twice.
      return;
    }
    if (connections.isLent(connection)) {
      // Pipelined bytes, or a client that has gone: not now.
      connections.await(connection, Wait.HANDLER);
    } else if (connection.next() == Next.WRITE) {
      settle(connection);
    } else if (sync.hasRoom()) {
      connection.receive(nowNanos);
      settle(connection);
    } else {
      hold(connection);
    }
  }

  /** Sends what is there to be sent, then sees to what the connection needs. */
  private void settle(NonBlockingConnection connection) throws IOException {
    boolean full = false;
    while (connection.next() == Next.WRITE && !full) {
      connection.send(nowNanos);
      full = connection.wouldBlock();
    }
    switch (connection.next()) {
      case READ -> connections.await(connection, Wait.READABLE);
      case WRITE -> connections.await(connection, Wait.WRITABLE);
      case HANDLE -> submit(connection);
      case LINGER -> {
        connection.shutdownOutput();
        connections.await(connection, Wait.READABLE);
      }
      case CLOSE -> connections.await(connection, Wait.CLOSED);
    }
  }

  /** A 408 goes out, or the connection has ended: neither waits for room. */
  private void expired(NonBlockingConnection connection) throws IOException {
    held.remove(connection);
    settle(connection);
  }

  private void submit(NonBlockingConnection connection) throws IOException {
    connections.lend(connection);
    if (!sync.submit(connection)) {
      connections.takeBack(connection);
      hold(connection);
    }
  }

  /** Back-pressure: what this client sends stays in its socket until there is room. */
  private void hold(NonBlockingConnection connection) throws IOException {
    held.add(connection);
    connections.await(connection, Wait.HANDLER);
  }

  private void submitHeld() throws IOException {
    while (!held.isEmpty() && sync.hasRoom()) {
      NonBlockingConnection connection = held.removeFirst();
      // Another one when the server stopped and closed it while it waited.
      if (connections.get(connection.socket()) == connection) {
        if (connection.next() == Next.READ) {
          connection.receive(nowNanos);
        }
        settle(connection);
      }
    }
  }

  private long waitNanos() {
    long now = nanoClock.getAsLong();
    long resume = acceptor.resumeNanos();
    long untilResume = resume == Long.MAX_VALUE ? Poller.FOREVER : Math.max(0, resume - now);
    return Math.min(connections.waitNanos(now), untilResume);
  }
}
