package serverbench.models.modern.actor;

import java.io.IOException;
import serverbench.models.connection.EventAcceptor;
import serverbench.models.modern.actor.Message.Accepted;
import serverbench.models.modern.actor.Message.ConnectionEnded;
import serverbench.models.modern.actor.Message.LoadDropped;
import serverbench.models.modern.actor.Message.Signal;
import serverbench.net.ListeningSocket;

/**
 * The root of the tree: creates the workers, accepts connections, and sends each to the worker that
 * has the fewest. What each has it knows from messages alone.
 */
final class AcceptorActor implements Actor {

  /** Makes the workers, each of which is told the acceptor and its own number. */
  @FunctionalInterface
  interface Workers {
    ActorRef create(ActorRef acceptor, int number);
  }

  private final EventAcceptor acceptor;
  private final Runnable onDrained;
  private final ActorRef[] workers;
  private final int[] loads;
  private int live;
  private boolean stopping;

  /**
   * @param onDrained called, once, when the last connection has ended after {@link Signal#DRAIN}
   */
  AcceptorActor(
      ActorRef self,
      ListeningSocket listener,
      int mostConnections,
      int workerCount,
      Workers birth,
      Runnable onDrained) {
    this.onDrained = onDrained;
    // The listening socket stays watched: it reports each change once, not as long as it is ready.
    acceptor = new EventAcceptor(listener, interest -> {}, mostConnections, () -> live);
    loads = new int[workerCount];
    workers = new ActorRef[workerCount];
    for (int i = 0; i < workerCount; i++) {
      workers[i] = birth.create(self, i);
    }
  }

  @Override
  public void receive(Message message) throws IOException {
    switch (message) {
      case Signal signal -> receive(signal);
      case LoadDropped dropped -> loadDropped(dropped.worker());
      case Accepted accepted -> throw new IllegalArgumentException("not for me: " + accepted);
      case ConnectionEnded ended -> throw new IllegalArgumentException("not for me: " + ended);
    }
  }

  private void receive(Signal signal) throws IOException {
    switch (signal) {
      case READY -> accept();
      case TICK -> {
        tellWorkers(signal);
        resume(System.nanoTime());
      }
      case DRAIN -> {
        stop(signal);
        endWhenDrained();
      }
      case ABORT -> stop(signal);
    }
  }

  private void accept() throws IOException {
    if (!stopping) {
      acceptor.accept(this::assign, System.nanoTime());
    }
  }

  private void assign(int socket) {
    int least = 0;
    for (int i = 1; i < loads.length; i++) {
      if (loads[i] < loads[least]) {
        least = i;
      }
    }
    loads[least]++;
    live++;
    workers[least].tell(new Accepted(socket));
  }

  private void loadDropped(int worker) throws IOException {
    loads[worker]--;
    live--;
    // There is room now, whatever is left of the pause: the next tick is far away.
    resume(acceptor.resumeNanos());
    endWhenDrained();
  }

  /** Accepts what had to wait for room, if it had. */
  private void resume(long nowNanos) throws IOException {
    if (acceptor.resumeNanos() != Long.MAX_VALUE) {
      acceptor.resume(nowNanos);
      if (acceptor.resumeNanos() == Long.MAX_VALUE) {
        accept();
      }
    }
  }

  private void stop(Signal signal) throws IOException {
    stopping = true;
    acceptor.stop();
    tellWorkers(signal);
  }

  private void endWhenDrained() {
    if (stopping && live == 0) {
      onDrained.run();
    }
  }

  private void tellWorkers(Signal signal) {
    for (ActorRef worker : workers) {
      worker.tell(signal);
    }
  }
}
