package serverbench.models.architecture.hybrid;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import serverbench.server.Counters;

/**
 * Which event loop gets a connection that one of them has accepted: the one that accepted it, which
 * costs no hand-over, unless another has clearly fewer. Any thread.
 */
final class Balance {

  /** How many more connections a loop keeps than the one that has the fewest. */
  private static final int SLACK = 4;

  private final List<Counters> loops;

  /** Counted here and not on arrival: those on their way weigh already. */
  private final AtomicLongArray assigned;

  Balance(List<Counters> loops) {
    this.loops = loops;
    assigned = new AtomicLongArray(loops.size());
  }

  int assign(int accepting) {
    int fewest = accepting;
    for (int i = 0; i < loops.size(); i++) {
      if (live(i) < live(fewest)) {
        fewest = i;
      }
    }
    int chosen = live(accepting) - live(fewest) < SLACK ? accepting : fewest;
    assigned.incrementAndGet(chosen);
    return chosen;
  }

  /** Connections of all loops. */
  long live() {
    long live = 0;
    for (int i = 0; i < loops.size(); i++) {
      live += live(i);
    }
    return live;
  }

  private long live(int loop) {
    return assigned.get(loop) - loops.get(loop).ended();
  }
}
