package serverbench.models.modern.coroutine;

import java.io.IOException;

/**
 * A function that can stop in the middle and go on later, without a stack of its own: what it needs
 * to go on is in its fields. The {@link Scheduler} that it was spawned in calls everything here, on
 * its one thread.
 */
public interface Coroutine {

  /** Why a coroutine gave the thread back. */
  enum Yield {
    /** To be resumed when its descriptor can be received from. */
    READABLE,
    /** To be resumed when its descriptor can be sent to. */
    WRITABLE,
    /** To be resumed at its deadline. */
    DEADLINE,
    /** It has returned. */
    DONE
  }

  /** The descriptor that it waits on; the same for its whole life. */
  int fd();

  /** Goes on from where it yielded, as far as it comes without waiting. */
  Yield resume(long nowNanos) throws IOException;

  /** When {@link #expire} is due; {@link Long#MAX_VALUE} for never. */
  long deadlineNanos();

  /** Goes on from where it yielded, because its deadline has passed. */
  Yield expire(long nowNanos) throws IOException;

  /**
   * The poller cannot take its descriptor, so it would never be resumed: it is closed next.
   *
   * @throws IOException when the scheduler cannot do without it
   */
  void refused(IOException cause) throws IOException;

  /** The server stops: tells whether it ends now; else it ends after its present work. */
  boolean drain() throws IOException;

  /** Releases what it has; once, as the last thing. */
  void close();
}
