package serverbench.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a soak is to do.
 *
 * @param model as people type it
 * @param server main class and arguments of the program that serves it, and ends when its standard
 *     input does
 * @param duration of the traffic, without the warm-up
 * @param restWithin how long the server may take to give back what it held for its clients
 * @param folder takes the server's log; exists
 * @param command that does the same again
 * @param seed of the hostile clients
 */
public record SoakPlan(
    String model,
    List<String> server,
    Duration duration,
    Duration restWithin,
    Path folder,
    String command,
    long seed) {

  private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(1);

  /** As long as the traffic that is judged, but no longer than a minute. */
  Duration warmUp() {
    return duration.compareTo(LONGEST_WARM_UP) < 0 ? duration : LONGEST_WARM_UP;
  }
}
