package serverbench.models.modern.actor;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jctools.queues.unpadded.MpscUnboundedUnpaddedArrayQueue;

/**
 * The only way to reach an actor: its mailbox, and the flag that keeps it on one thread.
 *
 * <pre>
 *            tell: first message               dispatcher takes it
 *   at rest ---------------------> scheduled ---------------------> receives
 *      ^                               ^                                |
 *      |                               '--- more messages than a turn --|
 *      '------------- mailbox empty ------------------------------------'
 * </pre>
 *
 * <p>Whoever turns the flag from false to true schedules the actor, and only the turn that follows
 * turns it back: no two threads can be inside. The flag also orders memory from one turn to the
 * next, whatever their threads.
 */
final class ActorRef {

  private static final int MAILBOX_CHUNK = 8;
  private static final int MESSAGES_A_TURN = 64;

  private final Dispatcher dispatcher;
  private final Actor actor;
  private final MpscUnboundedUnpaddedArrayQueue<Message> mailbox =
      new MpscUnboundedUnpaddedArrayQueue<>(MAILBOX_CHUNK);
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** Makes the actor, which is told its own reference. */
  ActorRef(Dispatcher dispatcher, Function<ActorRef, Actor> birth) {
    this.dispatcher = dispatcher;
    this.actor = birth.apply(this);
  }

  /** Sends a message; any thread, does not wait. Messages of one sender arrive in their order. */
  void tell(Message message) {
    mailbox.offer(message);
    schedule();
  }

  /** One turn; a thread of the dispatcher. */
  void run() throws IOException {
    try {
      for (int i = 0; i < MESSAGES_A_TURN; i++) {
        Message message = mailbox.poll();
        if (message == null) {
          break;
        }
        actor.receive(message);
      }
    } finally {
      scheduled.set(false);
      // A message that came before the flag fell found the actor scheduled and left it to us.
      if (!mailbox.isEmpty()) {
        schedule();
      }
    }
  }

  private void schedule() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      dispatcher.schedule(this);
    }
  }
}
