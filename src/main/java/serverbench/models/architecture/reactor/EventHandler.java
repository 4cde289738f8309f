package serverbench.models.architecture.reactor;

import java.io.IOException;

/**
 * What a {@link Reactor} calls when a descriptor is ready. Only the reactor's own thread calls it;
 * it must not block, because every other handler of that reactor waits for it.
 */
public interface EventHandler {

  /** The descriptor is ready for what the handler was registered for. */
  void handleEvent(long nowNanos) throws IOException;

  /** When {@link #handleTimeout} is due; {@link Long#MAX_VALUE} for never. */
  long deadlineNanos();

  /** The deadline has passed. */
  void handleTimeout(long nowNanos) throws IOException;

  /** The server stops: end now what is idle, and everything else after its present work. */
  void handleDrain() throws IOException;

  /** Release everything; the reactor has forgotten the handler already. */
  void close();
}
