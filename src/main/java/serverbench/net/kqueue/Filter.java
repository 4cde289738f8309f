package serverbench.net.kqueue;

/** What an event is about: EVFILT_* of kqueue(2). */
public enum Filter {
  /** The descriptor can be received from, or accepts; data is how many bytes or connections. */
  READ,
  /** The descriptor can be sent to; data is how many bytes it takes. */
  WRITE,
  /** So many milliseconds (data) have passed; data of the event is how often. */
  TIMER,
  /** Somebody triggered it with {@link Kqueue#NOTE_TRIGGER}. */
  USER
}
