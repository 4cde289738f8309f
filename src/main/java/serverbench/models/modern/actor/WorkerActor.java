package serverbench.models.modern.actor;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import serverbench.models.modern.actor.Message.Accepted;
import serverbench.models.modern.actor.Message.ConnectionEnded;
import serverbench.models.modern.actor.Message.LoadDropped;
import serverbench.models.modern.actor.Message.Signal;

/** Creates an actor for each connection that it is given, and answers for them to the end. */
final class WorkerActor implements Actor {

  private final ActorRef self;
  private final ActorRef acceptor;
  private final LoadDropped loadDropped;
  private final BiFunction<ActorRef, Integer, ActorRef> birth;
  private final Set<ActorRef> connections = new HashSet<>();

  /**
   * @param birth makes a connection's actor, told this worker and the socket
   */
  WorkerActor(
      ActorRef self, ActorRef acceptor, int number, BiFunction<ActorRef, Integer, ActorRef> birth) {
    this.self = self;
    this.acceptor = acceptor;
    this.loadDropped = new LoadDropped(number);
    this.birth = birth;
  }

  @Override
  public void receive(Message message) {
    switch (message) {
      case Accepted accepted -> {
        ActorRef connection = birth.apply(self, accepted.socket());
        connections.add(connection);
        // Its request is mostly there already.
        connection.tell(Signal.READY);
      }
      case ConnectionEnded ended -> {
        connections.remove(ended.connection());
        acceptor.tell(loadDropped);
      }
      case Signal signal -> connections.forEach(connection -> connection.tell(signal));
      case LoadDropped dropped -> throw new IllegalArgumentException("not for me: " + dropped);
    }
  }
}
