package serverbench.load;

import java.time.Duration;

/** A load generator at work on one server. */
public interface Load extends AutoCloseable {

  /** Starts sending and returns at once. Called once. */
  void start();

  /** What it has seen so far. Any thread, also after close. */
  LoadRecorder recorder();

  /** Requests that are out at this moment. */
  int inFlight();

  /** How many of the planned connections there have been at the same time. */
  int established();

  /** TCP connections opened since the start. */
  long connects();

  /** One line for people: what is being waited for, since when, and what went wrong so far. */
  String outstanding();

  /**
   * Sends nothing more and waits for the requests that are out.
   *
   * @return whether all of them ended, with an answer or an error, in this time
   */
  boolean drain(Duration most) throws InterruptedException;

  /** Stops without waiting for answers and returns when the client's threads have ended. */
  @Override
  void close();
}
