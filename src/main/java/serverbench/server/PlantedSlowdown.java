package serverbench.server;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import serverbench.http.Request;
import serverbench.http.Response;

/**
 * The usual work with a planted regression: {@code /cpu} is so many percent more work, and its
 * answer stays what it was. It is there to prove that the gate sees one.
 *
 * <p>Of a hundred requests so many do their work a second time, by the same call from the same
 * place, so that it costs what the work costs, whatever the compilers have made of it. A call of
 * its own for some more rounds cost twice what was planted where it came out compiled otherwise: 25
 * % more rounds took 50 % of epoll's CPU time, and 22 % of thread_pool's.
 *
 * <p>Switched on by {@value #VARIABLE} in the environment, since that reaches child processes too.
 * Only the gate may set it, for the forks of its head side; every other way into this program
 * refuses to run with it.
 */
public final class PlantedSlowdown implements Handler {

  /** Percent, 1 to 400. */
  public static final String VARIABLE = "SERVERBENCH_PLANTED_SLOWDOWN";

  public static final int MOST_PERCENT = 400;

  private static final int HUNDRED = 100;

  private final Handler endpoints;
  private final int percent;

  /** Hundredths of a request's work that are still to be done. Several threads may add to it. */
  private final AtomicLong owed = new AtomicLong();

  /** As the environment says; child processes make it this way too. */
  public PlantedSlowdown() {
    this(percent().orElseThrow(() -> new IllegalStateException(VARIABLE + " is not set")));
  }

  PlantedSlowdown(int percent) {
    this(percent, new Endpoints());
  }

  PlantedSlowdown(int percent, Handler endpoints) {
    this.percent = percent;
    this.endpoints = endpoints;
  }

  /**
   * What the environment asks for; empty when it does not.
   *
   * @throws IllegalStateException when it asks for something else than a percentage
   */
  public static OptionalInt percent() {
    return parse(System.getenv(VARIABLE));
  }

  /**
   * For every way into this program but the gate's own: numbers of a slowed server must not look
   * like those of any other.
   *
   * @throws IllegalStateException when a slow-down is planted
   */
  public static void refuse() {
    String text = System.getenv(VARIABLE);
    if (text != null && !text.isEmpty()) {
      throw new IllegalStateException(
          VARIABLE + " is set: only the gate plants a slow-down, in forks of its own; unset it");
    }
  }

  static OptionalInt parse(String text) {
    if (text == null || text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MOST_PERCENT) {
      throw new IllegalStateException(VARIABLE + " is no percentage of 1 to 400: " + text);
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  @Override
  public Response handle(Request request) throws Exception {
    int times = request.hasPath("/cpu") ? 1 + due() : 1;
    Response response;
    do {
      response = endpoints.handle(request);
      times--;
    } while (times > 0);
    return response;
  }

  /** How many times more this request's work is to be done. */
  private int due() {
    long before = owed.getAndAdd(percent);
    return (int) ((before + percent) / HUNDRED - before / HUNDRED);
  }

  @Override
  public boolean mayBlock(Request request) {
    return endpoints.mayBlock(request);
  }
}
