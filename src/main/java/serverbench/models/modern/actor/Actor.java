package serverbench.models.modern.actor;

import java.io.IOException;

/**
 * State that only its own messages change. {@link #receive} is called for one message after the
 * other, by whichever thread of the {@link Dispatcher} is free but never by two at once, so an
 * actor needs no lock; nobody else touches its fields. It may send messages, create actors, and
 * should not block, for it keeps a thread.
 */
@FunctionalInterface
interface Actor {

  void receive(Message message) throws IOException;
}
