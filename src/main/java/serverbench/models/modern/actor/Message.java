package serverbench.models.modern.actor;

/**
 * What actors say to each other. Messages do not change after they are made; those of the hot path
 * are constants.
 */
sealed interface Message {

  /** Messages that say all by their name. */
  enum Signal implements Message {
    /** To the acceptor and to connections: your socket may have become ready. */
    READY,
    /** From above to below, now and then: look whether a deadline has passed. */
    TICK,
    /** From above to below: end after your present work. */
    DRAIN,
    /** From above to below: end now. */
    ABORT
  }

  /** Acceptor to worker: this connection is yours, to its end. */
  record Accepted(int socket) implements Message {}

  /** Connection to its worker: I have ended. */
  record ConnectionEnded(ActorRef connection) implements Message {}

  /** Worker to acceptor: one connection less. */
  record LoadDropped(int worker) implements Message {}
}
