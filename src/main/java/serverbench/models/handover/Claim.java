package serverbench.models.handover;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who may touch a descriptor that a one-shot poller watches for several threads.
 *
 * <pre>
 *                 an event came
 *        +--------------------------------+
 *        |        a sweep claims it       v
 *      ARMED --------------------------> OWNED --(closed)
 *        ^                                 |
 *        |  epoll_ctl                      | arming
 *        |  has returned                   v
 *        +------------------------------ ARMING --an event came already--> OWNED
 * </pre>
 *
 * <p>ARMING is there because the event may come before the thread that asked for it has returned
 * from epoll_ctl: an event may claim then, but nobody who would close the descriptor under that
 * thread's call. Each claim begins a new turn, so that such a thread, when it returns, does not
 * mistake a later arming for its own.
 */
final class Claim {

  private static final int OWNED = 0;
  private static final int ARMING = 1;
  private static final int ARMED = 2;
  private static final int PHASE_MASK = 3;
  private static final int ONE_TURN = 4;

  private final AtomicInteger state = new AtomicInteger(OWNED);

  /** Takes it for an event; false when the event is stale: somebody has it already. */
  boolean takeForEvent() {
    while (true) {
      int seen = state.get();
      if (phase(seen) == OWNED) {
        return false;
      }
      if (state.compareAndSet(seen, nextTurn(seen))) {
        return true;
      }
    }
  }

  /** Takes it without an event; false unless it is armed and nobody is about it. */
  boolean takeArmed() {
    int seen = state.get();
    return phase(seen) == ARMED && state.compareAndSet(seen, nextTurn(seen));
  }

  /** Before the descriptor is armed, by its owner; returns what {@link #armed} wants. */
  int arming() {
    int arming = state.get() + ARMING;
    state.set(arming);
    return arming;
  }

  /** The descriptor has been armed; from here on the caller must not touch it. */
  void armed(int arming) {
    state.compareAndSet(arming, arming - ARMING + ARMED);
  }

  boolean isArmed() {
    return phase(state.get()) == ARMED;
  }

  private static int phase(int state) {
    return state & PHASE_MASK;
  }

  private static int nextTurn(int state) {
    return (state & ~PHASE_MASK) + ONE_TURN + OWNED;
  }
}
