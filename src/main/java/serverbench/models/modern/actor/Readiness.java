package serverbench.models.modern.actor;

import java.io.IOException;
import org.jctools.queues.MpscUnboundedArrayQueue;
import serverbench.models.connection.FdTable;
import serverbench.models.modern.actor.Message.Signal;
import serverbench.net.EpollPoller;
import serverbench.net.Poller;

/**
 * The thread that turns readiness into messages: it waits in epoll, which an actor must not, and
 * tells {@link Signal#READY} to the actor that owns the descriptor; every so often it tells one
 * actor {@link Signal#TICK}.
 *
 * <p>Nothing is armed again after an event: the poller is edge-triggered and reports each change
 * once, and the actor goes on until the kernel says EAGAIN. Which actor owns a descriptor only this
 * thread knows, by messages. An actor sends its name first and adds the descriptor to epoll second;
 * this thread reads its messages after each wait and before it looks at the events: so it knows the
 * name by the time the kernel can report the descriptor, and need not be woken to learn it.
 */
final class Readiness implements AutoCloseable {

  /** What actors tell this thread: {@code owner} is null when it is about to close the socket. */
  private record Ownership(int fd, ActorRef owner) {}

  private final EpollPoller poller = new EpollPoller(EpollPoller.Trigger.EDGE);
  private final MpscUnboundedArrayQueue<Ownership> changes = new MpscUnboundedArrayQueue<>(256);
  private final FdTable<ActorRef> owners = new FdTable<>();
  private final long tickNanos;
  private volatile boolean stopped;

  Readiness(long tickNanos) throws IOException {
    this.tickNanos = tickNanos;
  }

  /**
   * Tells the actor whenever its socket has become ready for anything. Any thread.
   *
   * @throws IOException when the poller refuses it; to be forgotten all the same
   */
  void watch(int fd, ActorRef owner) throws IOException {
    changes.offer(new Ownership(fd, owner));
    poller.add(fd, Poller.READ | Poller.WRITE);
  }

  /** To be called before a watched socket is closed. Any thread. */
  void forget(int fd) {
    changes.offer(new Ownership(fd, null));
  }

  /** Waits and tells until {@link #stop}. */
  void run(ActorRef ticked) throws IOException {
    long nextTickNanos = System.nanoTime() + tickNanos;
    while (!stopped) {
      int ready = poller.await(Math.max(0, nextTickNanos - System.nanoTime()));
      applyChanges();
      for (int i = 0; i < ready; i++) {
        ActorRef owner = owners.get(poller.readyFd(i));
        if (owner != null) {
          owner.tell(Signal.READY);
        }
      }
      long nowNanos = System.nanoTime();
      if (nowNanos - nextTickNanos >= 0) {
        nextTickNanos = nowNanos + tickNanos;
        ticked.tell(Signal.TICK);
      }
    }
  }

  /** Ends {@link #run}. Any thread. */
  void stop() {
    stopped = true;
    poller.wakeup();
  }

  @Override
  public void close() {
    poller.close();
  }

  private void applyChanges() {
    for (Ownership change = changes.poll(); change != null; change = changes.poll()) {
      if (change.owner() == null) {
        owners.remove(change.fd());
      } else {
        owners.put(change.fd(), change.owner());
      }
    }
  }
}
