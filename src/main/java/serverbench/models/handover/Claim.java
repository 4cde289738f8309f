package serverbench.models.handover;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Who may touch a descriptor that a one-shot poller watches for several threads.
 *
 * <pre>
 *        an event came, or a sweep claims it
 *      ARMED ------------------------------> OWNED --(closed)
 *        ^                                     |
 *        | epoll_ctl has returned              | arming, or back when epoll_ctl refuses
 *        +-------------- ARMING &lt;-------------&gt;+
 * </pre>
 *
 * <p>While it is ARMING nobody else may own it, since an owner may close the descriptor under the
 * arming thread's call. An event may come then all the same: for the arming in progress, before
 * epoll_ctl has returned, or for the one before, when a sweep has claimed a descriptor that the
 * kernel still watched. Its thread waits for that system call to return. It may find nothing to do
 * then, which costs a receive that would block.
 */
final class Claim {

  private enum State {
    OWNED,
    ARMING,
    ARMED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.OWNED);

  /** Takes it for an event; false when the event is stale: somebody has it already. */
  boolean takeForEvent() {
    while (true) {
      switch (state.get()) {
        case OWNED -> {
          return false;
        }
        case ARMING -> Thread.yield();
        case ARMED -> {
          if (takeArmed()) {
            return true;
          }
        }
      }
    }
  }

  /** Takes it without an event; false unless it is armed and nobody is about it. */
  boolean takeArmed() {
    return state.compareAndSet(State.ARMED, State.OWNED);
  }

  /** Before the descriptor is armed, by its owner; {@link #armed} has to follow. */
  void arming() {
    state.set(State.ARMING);
  }

  /** The call that arms has returned, or failed; from here on the caller must not touch it. */
  void armed() {
    state.set(State.ARMED);
  }

  /** Instead of {@link #armed}: the owner keeps it, to close it. */
  void disarmed() {
    state.set(State.OWNED);
  }

  boolean isArmed() {
    return state.get() == State.ARMED;
  }
}
