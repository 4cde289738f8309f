package serverbench.models.lifecycle;

/**
 * What an event loop is asked to do, by a volatile field and a wake-up.
 *
 * <pre>
 *   SERVING --close()--> DRAINING --2 s are over--> ABORTED
 * </pre>
 */
public enum LoopState {
  SERVING,
  /** Accept no more; idle connections end, others after their present answer. */
  DRAINING,
  /** End every connection now. */
  ABORTED
}
