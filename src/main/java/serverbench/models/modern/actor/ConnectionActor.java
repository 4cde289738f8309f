package serverbench.models.modern.actor;

import java.io.IOException;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.modern.actor.Message.ConnectionEnded;
import serverbench.models.modern.actor.Message.Signal;
import serverbench.server.Handler;

/**
 * One connection: receives, handles and sends as far as it goes whenever it is told that its socket
 * may be ready.
 *
 * <pre>
 *   new --READY--> works until EAGAIN --first time: asks Readiness to watch--> waits --READY--> works
 *                    |                                                                            |
 *                    '---- end, error, timeout (TICK), DRAIN, ABORT --> ended: tells its worker --'
 * </pre>
 */
final class ConnectionActor implements Actor {

  private final ActorRef self;
  private final ActorRef worker;
  private final Readiness readiness;
  private final NonBlockingConnection connection;
  private final Handler handler;
  private boolean watched;
  private boolean ended;

  ConnectionActor(
      ActorRef self,
      ActorRef worker,
      Readiness readiness,
      NonBlockingConnection connection,
      Handler handler) {
    this.self = self;
    this.worker = worker;
    this.readiness = readiness;
    this.connection = connection;
    this.handler = handler;
  }

  @Override
  public void receive(Message message) {
    // Readiness may still tell what the kernel reported before the end.
    if (ended) {
      return;
    }
    long nowNanos = System.nanoTime();
    switch ((Signal) message) {
      case READY -> work(nowNanos);
      case TICK -> {
        if (connection.expire(nowNanos)) {
          work(nowNanos);
        }
      }
      case DRAIN -> {
        if (connection.drain()) {
          end();
        }
      }
      case ABORT -> end();
    }
  }

  private void work(long nowNanos) {
    switch (connection.advance(handler, Turn.UNTIL_WOULD_BLOCK, nowNanos)) {
      case READABLE, WRITABLE -> watch();
      // Much is there: others first, then on, though no new edge will come for it.
      case TURN -> self.tell(Signal.READY);
      case CLOSED -> end();
      case HANDLER -> throw new IllegalStateException("requests are handled inline");
    }
  }

  private void watch() {
    if (!watched) {
      watched = true;
      try {
        readiness.watch(connection.socket(), self);
      } catch (IOException e) {
        connection.refused(e);
        end();
      }
    }
  }

  private void end() {
    ended = true;
    if (watched) {
      readiness.forget(connection.socket());
    }
    connection.close();
    worker.tell(new ConnectionEnded(self));
  }
}
