package serverbench.bench;

import java.io.Serializable;
import java.util.ArrayList;
import serverbench.load.OpenWindow;

/**
 * How an iteration's schedule was kept; the counts of {@link OpenWindow}.
 *
 * @param seconds length of the iteration
 * @param scheduled requests whose intended start lay in it
 * @param answered of these, correctly
 * @param drops of these, never sent
 * @param open of these, without an answer when the window was read: their latencies are lower
 *     bounds
 * @param completed correct answers that came in it
 * @param backlog least number of requests under way in each quarter of a second
 */
record OpenSample(
    double seconds,
    long scheduled,
    long answered,
    long drops,
    long open,
    long completed,
    ArrayList<Integer> backlog)
    implements Serializable {

  static OpenSample of(OpenWindow window) {
    return new OpenSample(
        window.seconds(),
        window.scheduled(),
        window.answered(),
        window.drops(),
        window.open(),
        window.completed(),
        new ArrayList<>(window.backlog()));
  }
}
